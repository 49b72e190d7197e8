using Keeptrusts.Policy.Kinds.PiiDetector;

namespace Keeptrusts.Policy.Kinds.HipaaPhiDetector;

/// <summary>Entities that the Safe Harbor rule (45 CFR 164.514(b)(2)(i)) wants removed and that can be told from text.</summary>
internal static class PhiEntities
{
    /// <summary>Entities that only policies about patients look for.</summary>
    public static string[] Own { get; } =
        ["MEDICAL_DATE", "AGE_OVER_89", "US_ZIP_CODE", "ACCOUNT_NUMBER", "LICENSE_NUMBER", "LICENSE_PLATE", "DEVICE_SERIAL_NUMBER", "URL"];

    // In the order of the rule's letters; names that this version does not find are left out.
    private static readonly string[] Shared =
    [
        "GEO_COORDINATES", "DATE_OF_BIRTH", "PHONE_NUMBER", "EMAIL_ADDRESS", "US_SSN", "US_ITIN", "MEDICAL_RECORD_NUMBER", "HEALTH_PLAN_NUMBER", "US_MBI",
        "UK_NHS", "AU_MEDICARE", "US_BANK_NUMBER", "ABA_ROUTING_NUMBER", "IBAN_CODE", "CREDIT_CARD", "US_NPI", "MEDICAL_LICENSE", "US_DRIVER_LICENSE",
        "DRIVER_LICENSE", "US_PASSPORT", "PASSPORT", "VIN", "IMEI", "MAC_ADDRESS", "IP_ADDRESS",
    ];

    /// <summary>Everything that the kind finds.</summary>
    public static string[] All { get; } = [.. Shared.Where(PiiEntities.Available.Contains), .. Own];
}
