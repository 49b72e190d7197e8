using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Detectors.Health;

/// <summary>Detectors of what identifies a patient beyond what is personal everywhere (45 CFR 164.514(b)(2)).</summary>
internal static class HealthDetectors
{
    public static IReadOnlyList<(string Name, Func<SpanDetector> Create)> All { get; } =
    [
        ("MEDICAL_DATE", () => new MedicalDateDetector()),
        ("AGE_OVER_89", () => new AgeOver89Detector()),
        ("US_ZIP_CODE", () => new LabelledDetector(
            "US_ZIP_CODE",
            About("US ZIP code", "Five digits, or five and four, right after `ZIP`, `ZIP code` or `postal code`.", ["ZIP code: «62704-1234»", "zip «02139»"], ["order 62704"]),
            ["zip", "zip code", "zipcode", "postal code"],
            "[0-9]{5}(?:-[0-9]{4})?",
            5)),
        ("ACCOUNT_NUMBER", () => new LabelledDetector(
            "ACCOUNT_NUMBER",
            About("Account number", "Letters and digits, five digits or more, right after `account`, `acct` or `a/c`.", ["account number «4711-0815-22»", "Acct #«00981234»"], ["on account of 3 delays"]),
            ["account", "acct", "a/c", "account number"],
            "[a-z]{0,4}[0-9][0-9a-z]{0,19}(?:[\\- ][0-9]{2,10}){0,4}",
            5)),
        ("LICENSE_NUMBER", () => new LabelledDetector(
            "LICENSE_NUMBER",
            About("Certificate or licence number", "Letters and digits, four digits or more, right after `license`, `licence`, `certificate` or `DEA`.", ["license no. «A1234567»", "DEA «BX1234563»"], ["certificate of authenticity"]),
            ["license", "licence", "certificate", "dea", "certification"],
            "[a-z]{0,4}-?[0-9]{4,12}[a-z]?",
            4)),
        ("LICENSE_PLATE", () => new LabelledDetector(
            "LICENSE_PLATE",
            About("Licence plate", "Two to eight letters and digits, one digit or more, right after `plate` or `license plate`.", ["license plate «7ABC 123»", "plate: «B-MW 4711»"], ["a plate of food"]),
            ["plate", "plates", "licence plate", "license plate", "tag number"],
            "[0-9a-z]{1,4}(?:[\\- ]?[0-9a-z]{1,4}){0,2}",
            1)),
        ("DEVICE_SERIAL_NUMBER", () => new LabelledDetector(
            "DEVICE_SERIAL_NUMBER",
            About("Device identifier or serial number", "Letters and digits, three digits or more, right after `serial`, `S/N`, `device id` or `UDI`.", ["pacemaker serial number «PM-44871-X»", "S/N «AB1234567»"], ["a serial of 3 parts"]),
            ["serial", "s/n", "serial no", "device", "device id", "device identifier", "udi"],
            "[0-9a-z]{1,20}(?:-[0-9a-z]{1,20}){0,4}",
            3)),
        ("URL", () => new WebAddressDetector()),
    ];

    private static EntityInfo About(string title, string format, string[] examples, string[] notFound) => new()
    {
        Title = title,
        Group = EntityGroup.Health,
        Format = format,
        Check = "None: the label before it decides.",
        Examples = examples,
        NotFound = notFound,
        Limits = "Without the label, or with other words between it and the value, it is not found.",
    };
}
