namespace Keeptrusts.Policy.Kinds.PiiDetector;

/// <summary>Names of entities, and the countries that issue them. The detectors say the same; a test compares.</summary>
internal static class PiiEntities
{
    private static readonly (string Regions, string Names)[] Table =
    [
        ("", "EMAIL_ADDRESS PHONE_NUMBER CREDIT_CARD IBAN_CODE IP_ADDRESS MAC_ADDRESS CRYPTO GEO_COORDINATES PASSPORT_MRZ DATE_OF_BIRTH CREDIT_CARD_CVV "
            + "CREDIT_CARD_EXPIRY MEDICAL_RECORD_NUMBER HEALTH_PLAN_NUMBER IMEI VIN LEI BIC PASSPORT DRIVER_LICENSE"),
        ("us", "US_SSN US_ITIN US_EIN ABA_ROUTING_NUMBER US_BANK_NUMBER US_PASSPORT US_DRIVER_LICENSE US_NPI MEDICAL_LICENSE US_MBI"),
        ("gb", "UK_NHS UK_NINO UK_UTR"),
        ("ie", "IE_PPS"),
        ("de", "DE_TAX_ID DE_VAT_ID"),
        ("fr", "FR_NIR FR_SIREN"),
        ("ch", "CH_SSN"),
        ("it", "IT_FISCAL_CODE IT_VAT_CODE IT_DRIVER_LICENSE IT_PASSPORT IT_IDENTITY_CARD"),
        ("es", "ES_NIF ES_NIE ES_CIF"),
        ("pt", "PT_NIF"),
        ("nl", "NL_BSN"),
        ("be", "BE_NN"),
        ("pl", "PL_PESEL PL_NIP"),
        ("tr", "TR_TCKN"),
        ("se", "SE_PERSONNUMMER"),
        ("no", "NO_FODSELSNUMMER"),
        ("fi", "FI_PERSONAL_IDENTITY_CODE"),
        ("ca", "CA_SIN"),
        ("br", "BR_CPF BR_CNPJ"),
        ("ar", "AR_CUIT"),
        ("cl", "CL_RUT"),
        ("in", "IN_AADHAAR IN_PAN IN_GSTIN IN_VOTER IN_PASSPORT IN_VEHICLE_REGISTRATION"),
        ("cn", "CN_RIC"),
        ("kr", "KR_RRN"),
        ("th", "TH_TNIN"),
        ("sg", "SG_NRIC_FIN SG_UEN"),
        ("za", "ZA_ID"),
        ("au", "AU_TFN AU_ABN AU_ACN AU_MEDICARE"),
    ];

    private static readonly Dictionary<string, string[]> RegionsByName =
        Table.SelectMany(t => Split(t.Names).Select(n => (Name: n, Regions: Split(t.Regions)))).ToDictionary(t => t.Name, t => t.Regions, StringComparer.Ordinal);

    /// <summary>Entities that are found, those of no country first.</summary>
    public static string[] Available { get; } = [.. Table.SelectMany(t => Split(t.Names))];

    /// <summary>The entities among <see cref="Available"/> that concern patients: found where they are named, and in <c>healthcare_mode</c>.</summary>
    public static string[] Health { get; } = ["MEDICAL_RECORD_NUMBER", "HEALTH_PLAN_NUMBER"];

    /// <summary>All countries, as ISO 3166 alpha-2 codes in lower case.</summary>
    public static string[] Regions { get; } = [.. Table.SelectMany(t => Split(t.Regions)).Distinct(StringComparer.Ordinal)];

    /// <summary>Well-known entities that this version refuses.</summary>
    public static string[] Later { get; } = ["URL", "DATE_TIME", "PERSON", "LOCATION", "ORGANIZATION", "NRP"];

    /// <summary>The countries that issue an entity of <see cref="Available"/>; empty for one of no country.</summary>
    public static IReadOnlyList<string> RegionsOf(string entity) => RegionsByName[entity];

    private static string[] Split(string words) => words.Split([' '], StringSplitOptions.RemoveEmptyEntries);
}
