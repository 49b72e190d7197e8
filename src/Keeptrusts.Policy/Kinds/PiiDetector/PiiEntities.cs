namespace Keeptrusts.Policy.Kinds.PiiDetector;

/// <summary>Names of entities.</summary>
internal static class PiiEntities
{
    /// <summary>Entities that are found.</summary>
    public static string[] Available { get; } = ["EMAIL_ADDRESS", "PHONE_NUMBER", "US_SSN", "CREDIT_CARD", "IBAN_CODE", "IP_ADDRESS"];

    /// <summary>Well-known entities that this version refuses.</summary>
    public static string[] Later { get; } =
    [
        "US_ITIN", "US_PASSPORT", "US_DRIVER_LICENSE", "US_BANK_NUMBER", "US_NPI", "ABA_ROUTING_NUMBER", "MEDICAL_LICENSE", "UK_NHS", "UK_NINO",
        "CRYPTO", "MAC_ADDRESS", "URL", "DATE_TIME", "PERSON", "LOCATION", "NRP", "ES_NIF", "ES_NIE", "IT_FISCAL_CODE", "IT_VAT_CODE", "PL_PESEL",
        "SG_NRIC_FIN", "AU_ABN", "AU_ACN", "AU_TFN", "AU_MEDICARE", "IN_PAN", "IN_AADHAAR", "FI_PERSONAL_IDENTITY_CODE", "KR_RRN", "TH_TNIN",
        "DE_TAX_ID", "FR_NIR", "NL_BSN", "BR_CPF", "BR_CNPJ", "CA_SIN", "CH_AHV", "IMEI", "VIN", "BIC",
    ];
}
