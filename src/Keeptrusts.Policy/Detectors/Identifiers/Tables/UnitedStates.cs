using Keeptrusts.Policy.Detectors.CheckDigits;

namespace Keeptrusts.Policy.Detectors.Identifiers.Tables;

/// <summary>United States: taxes, banks, travel and driving.</summary>
internal static class UnitedStates
{
    private static readonly string[] Regions = ["us"];

    public static IReadOnlyList<Identifier> All { get; } =
    [
        new()
        {
            Name = "US_ITIN",
            Pattern = "9[0-9]{2}-[5-9][0-9]-[0-9]{4}|9[0-9]{2} [5-9][0-9] [0-9]{4}",
            ContextPattern = "9[0-9]{2}[5-9][0-9]{5}",
            Words = "itin itins taxpayer irs tax tin individualtaxpayer",
            Check = v => CalendarDate.Number(v[3..5]) is (>= 50 and <= 65) or (>= 70 and <= 88) or (>= 90 and <= 92) or >= 94,
            Info = new()
            {
                Title = "US individual taxpayer identification number (ITIN)",
                Format = "Nine digits beginning with 9, written 3-2-4; without separators only in context.",
                Check = "No check digit. The fourth and fifth digits lie in 50–65, 70–88, 90–92 or 94–99 (IRS, Internal Revenue Manual 3.21.263).",
                Regions = Regions,
                Examples = ["The ITIN is «947854819».", "Filed under «912-74-3456» last year."],
                NotFound = ["ITIN 123-74-3456", "ITIN 912-34-3456", "order 947854819"],
                Limits = "Without a check digit, four in ten numbers of the written form are taken for one.",
            },
        },
        new()
        {
            Name = "US_EIN",
            ContextPattern = "[0-9]{2}-?[0-9]{7}",
            Words = "ein eins fein employer taxid tin irs federaltaxid",
            Check = v => CalendarDate.Number(v[..2]) is not (0 or 7 or 8 or 9 or 17 or 18 or 19 or 28 or 29 or 49 or 69 or 70 or 78 or 79 or 89 or 96 or 97),
            Info = new()
            {
                Title = "US employer identification number (EIN)",
                Format = "Nine digits, usually written 2-7; in context.",
                Check = "No check digit. The first two digits are a prefix that the IRS assigns (irs.gov, How EINs are assigned and valid EIN prefixes).",
                Regions = Regions,
                Examples = ["Our EIN is «12-3456789».", "{\"federal_tax_id\": \"ein «451234567»\"}"],
                NotFound = ["EIN 07-1234567", "part 12-3456789"],
                Limits = "Without a check digit, four in five numbers after a context word are taken for one.",
            },
        },
        new()
        {
            Name = "ABA_ROUTING_NUMBER",
            ContextPattern = "[0-36-8][0-9]{8}|[0-36-8][0-9]{3}-[0-9]{4}-[0-9]",
            Words = "routing aba rtn abarouting transit fedwire ach bank bankrouting micr",
            Check = v => Weighted.Sum(v, 3, 7, 1, 3, 7, 1, 3, 7, 1) % 10 == 0 && v is not "000000000",
            Info = new()
            {
                Title = "US bank routing number (ABA)",
                Format = "Nine digits, the first of which is 0–3 or 6–8; in context.",
                Check = "Weights 3, 7, 1 repeated; the sum is divisible by 10 (American Bankers Association; en.wikipedia.org/wiki/ABA_routing_transit_number).",
                Regions = Regions,
                Examples = ["Routing number: «084461500».", "Wire it to ABA «058860988»."],
                NotFound = ["routing number 084461501", "ticket 084461500"],
            },
        },
        new()
        {
            Name = "US_BANK_NUMBER",
            ContextPattern = "[0-9]{8,17}",
            Words = "bankaccount accountnumber accountno acct",
            Either = "bank checking savings deposit wire number no",
            With = "account accounts",
            Info = new()
            {
                Title = "US bank account number",
                Format = "8 to 17 digits; in context.",
                Check = "None: each bank numbers its accounts as it likes.",
                Regions = Regions,
                Examples = ["Please pay into bank account «12345678901».", "{\"account_number\": \"«000123456789»\"}"],
                NotFound = ["ticket 12345678901", "bank account 1234"],
                Limits = "Any number of 8 to 17 digits after the words is taken for one.",
            },
        },
        new()
        {
            Name = "US_PASSPORT",
            ContextPattern = "[0-9]{9}|[a-z][0-9]{8}",
            Words = "passport passports",
            Info = new()
            {
                Title = "US passport number",
                Format = "Nine digits, or a letter and eight digits; in context.",
                Check = "None (travel.state.gov, Next Generation U.S. Passport).",
                Regions = Regions,
                Examples = ["Passport number «A12345678».", "My passport is «123456789»."],
                NotFound = ["order A12345678", "passport 12345"],
                Limits = "Passport numbers of other countries in the same form are found as well.",
            },
        },
        new()
        {
            Name = "US_DRIVER_LICENSE",
            ContextPattern = "[a-z][0-9]{3,14}|[a-z]-?[0-9]{3,4}-?[0-9]{3,4}-?[0-9]{2,5}(?:-?[0-9])?|[a-z]{2}[0-9]{2,8}[a-z]?|[0-9]{2}[a-z]{3}[0-9]{4,6}|[0-9]{6,14}|[a-z]{3}[0-9]{6}|[a-z]{5}[0-9]{5,7}[a-z0-9]{0,3}",
            Words = "dl dln driverslicense driverlicense driverslicence driverlicence licensenumber dmv",
            Either = "driver drivers driving",
            With = "license licence licenses permit",
            Check = v => v.Length >= 4 && (v.Length >= 6 || char.IsAsciiLetter(v[0])),
            Info = new()
            {
                Title = "US driver's license number",
                Format = "What the states print: up to five letters and 4 to 14 digits; in context.",
                Check = "None that all states share (AAMVA; the forms by state are listed at ntsi.com/drivers-license-format).",
                Regions = Regions,
                Examples = ["Driver's license «D1234567» of California.", "{\"driver_license_number\": \"«S12345678901»\"}"],
                NotFound = ["driver 12345678", "license D1234567"],
                Limits = "Without a check digit, any such number after the words is taken for one.",
            },
        },
    ];
}
