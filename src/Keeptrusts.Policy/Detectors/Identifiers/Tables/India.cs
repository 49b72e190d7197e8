using Keeptrusts.Policy.Detectors.CheckDigits;

namespace Keeptrusts.Policy.Detectors.Identifiers.Tables;

/// <summary>India.</summary>
internal static class India
{
    private const string StateCodes =
        "(?:an|ap|ar|as|br|cg|ch|dd|dl|dn|ga|gj|hp|hr|jh|jk|ka|kl|la|ld|mh|ml|mn|mp|mz|nl|od|or|pb|py|rj|sk|tn|tr|ts|ua|uk|up|wb)";

    private const string Pan = "[a-z]{3}[abcfghjlpt][a-z][0-9]{4}[a-z]";

    private static readonly string[] Regions = ["in"];

    public static IReadOnlyList<Identifier> All { get; } =
    [
        new()
        {
            Name = "IN_AADHAAR",
            ContextPattern = "[2-9][0-9]{11}|[2-9][0-9]{3} [0-9]{4} [0-9]{4}|[2-9][0-9]{3}-[0-9]{4}-[0-9]{4}",
            Words = "aadhaar aadhar adhaar uidai uid eaadhaar indian",
            Phrases = "आधार",
            Check = v => Verhoeff.Holds(v) && !IsPalindrome(v),
            Info = new()
            {
                Title = "Indian Aadhaar number",
                Format = "Twelve digits, the first 2–9, together or 4-4-4; in context.",
                Check = "Verhoeff; no number reads the same backwards (UIDAI, Aadhaar number scheme).",
                Regions = Regions,
                Examples = ["Aadhaar «2175 9998 6504»", "{\"aadhaar_number\": \"«792851827785»\"}"],
                NotFound = ["Aadhaar 2175 9998 6505", "order 217599986504"],
            },
        },
        new()
        {
            Name = "IN_PAN",
            Pattern = Pan,
            Words = "pan pancard permanent income tax itr",
            Capitals = Capitals.OutsideContext,
            Info = new()
            {
                Title = "Indian permanent account number (PAN)",
                Format = "Five letters, four digits and a letter; outside context only in capitals.",
                Check = "No public check; the fourth letter is the kind of holder, one of A, B, C, F, G, H, J, L, P, T (Income Tax Department).",
                Regions = Regions,
                Examples = ["PAN: «ZNBTJ6780M»", "the firm «ASKCN1647J» paid", "pan «ihylr4219d»"],
                NotFound = ["ZNBZJ6780M", "znbtj6780m"],
                Limits = "Without a check digit, four in ten codes of the form in capitals are taken for one.",
            },
        },
        new()
        {
            Name = "IN_GSTIN",
            Pattern = "[0-39][0-9]" + Pan + "[0-9a-z]z[0-9a-z]",
            Words = "gst gstin gstn goods tax",
            Check = IsGstin,
            Info = new()
            {
                Title = "Indian goods and services tax number (GSTIN)",
                Format = "Two digits of the state, a PAN, a character, Z and a check character.",
                Check = "Every second character counts double in base 36 (GSTN; github.com/arthurdejong/python-stdnum describes it as Luhn modulo 36).",
                Regions = Regions,
                Examples = ["GSTIN «36FDHCT5747W1ZT»", "invoice of «08KJITV8399J1ZK»"],
                NotFound = ["GSTIN 36FDHCT5747W1ZU"],
            },
        },
        new()
        {
            Name = "IN_VOTER",
            ContextPattern = "[a-z]{3}[ /]?[0-9]{7}",
            Words = "voter epic electoral elector election matdata",
            Info = new()
            {
                Title = "Indian voter card number (EPIC)",
                Format = "Three letters and seven digits; in context.",
                Check = "None that holds for older cards.",
                Regions = Regions,
                Examples = ["Voter ID «ABC1234567»"],
                NotFound = ["part ABC1234567"],
            },
        },
        new()
        {
            Name = "IN_PASSPORT",
            ContextPattern = "[a-pr-wy][1-9][0-9] ?[0-9]{4}[1-9]",
            Words = "passport passports",
            Info = new()
            {
                Title = "Indian passport number",
                Format = "A letter and seven digits; in context.",
                Check = "None.",
                Regions = Regions,
                Examples = ["Passport no. «J8369854»"],
                NotFound = ["part J8369854"],
            },
        },
        new()
        {
            Name = "IN_VEHICLE_REGISTRATION",
            Pattern = StateCodes + "[ \\-]?[0-9]{1,2}[ \\-]?[a-z]{1,3}[ \\-]?[0-9]{4}",
            ContextPattern = "[0-9]{2}[ \\-]?bh[ \\-]?[0-9]{4}[ \\-]?[a-z]{1,2}",
            Words = "vehicle registration plate rc rto reg numberplate",
            Capitals = Capitals.OutsideContext,
            Info = new()
            {
                Title = "Indian vehicle registration",
                Format = "A state's code, one or two digits, one to three letters and four digits, or the BH series in context; outside context only in capitals.",
                Check = "None; the state's code exists (Central Motor Vehicles Rules).",
                Regions = Regions,
                Examples = ["vehicle «KA 01 AB 1234» was parked", "seen: «MH12DE1433»"],
                NotFound = ["XX12DE1433", "mh12de1433"],
            },
        },
    ];

    private static bool IsPalindrome(ReadOnlySpan<char> v)
    {
        for (var i = 0; i < v.Length / 2; i++)
        {
            if (v[i] != v[^(i + 1)])
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsGstin(ReadOnlySpan<char> v)
    {
        var sum = 0;
        for (var i = 0; i < 15; i++)
        {
            var value = (char.IsAsciiDigit(v[i]) ? v[i] - '0' : v[i] - 'a' + 10) * (1 + (i % 2 == 1 ? 1 : 0));
            sum += i < 14 ? (value / 36) + (value % 36) : value;
        }

        return sum % 36 == 0 && v[..2] is not "00";
    }
}
