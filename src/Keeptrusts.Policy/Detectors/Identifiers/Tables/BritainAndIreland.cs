using Keeptrusts.Policy.Detectors.CheckDigits;

namespace Keeptrusts.Policy.Detectors.Identifiers.Tables;

/// <summary>United Kingdom and Ireland.</summary>
internal static class BritainAndIreland
{
    public static IReadOnlyList<Identifier> All { get; } =
    [
        new()
        {
            Name = "UK_NHS",
            ContextPattern = "[0-9]{10}|[0-9]{3}[ \\-][0-9]{3}[ \\-][0-9]{4}",
            Words = "nhs national health patient chi",
            Check = IsNhs,
            Info = new()
            {
                Title = "British NHS number",
                Format = "Ten digits, together or 3-3-4; in context.",
                Check = "Weights 10 to 2 modulo 11 (NHS Data Dictionary, NHS NUMBER).",
                Regions = ["gb"],
                Examples = ["NHS number «483 173 3784».", "patient NHS: «3936918422»"],
                NotFound = ["NHS number 483 173 3785", "order 4831733784"],
            },
        },
        new()
        {
            Name = "UK_NINO",
            Pattern = "[abceghj-prstw-z][abceghj-nprstw-z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[a-d]",
            ContextPattern = "[abceghj-prstw-z][abceghj-nprstw-z][ \\-]?[0-9]{2}[ \\-]?[0-9]{2}[ \\-]?[0-9]{2}(?:[ \\-]?[a-d])?",
            Words = "ni insurance nationalinsurance national hmrc paye",
            Capitals = Capitals.OutsideContext,
            Check = v => v[..2] is not ("bg" or "gb" or "kn" or "nk" or "nt" or "tn" or "zz"),
            Info = new()
            {
                Title = "British national insurance number",
                Format = "Two letters, six digits and a letter A to D, with or without spaces; outside context only in capitals, and in context also without the last letter.",
                Check = "No check digit; letters and prefixes that are not in use are refused (HMRC manual NIM39110).",
                Regions = ["gb"],
                Examples = ["National insurance «AB 12 34 56 C».", "employee «JK123456A» joined"],
                NotFound = ["GB123456A", "jk123456a", "QQ123456C"],
            },
        },
        new()
        {
            Name = "UK_UTR",
            ContextPattern = "[0-9]{10}k?|k?[0-9]{5} ?[0-9]{5}",
            Words = "utr utrs hmrc taxpayer tax taxreference self assessment",
            Check = v => IsUtr(v.Trim('k')),
            Info = new()
            {
                Title = "British unique taxpayer reference (UTR)",
                Format = "Ten digits, sometimes with a K before or after; in context.",
                Check = "The first digit, from weights 6, 7, 8, 9, 10, 5, 4, 3, 2 over the others modulo 11 (HMRC; design.tax.service.gov.uk).",
                Regions = ["gb"],
                Examples = ["My UTR is «5728964093».", "HMRC reference «20587 40798»"],
                NotFound = ["UTR 5728964094", "order 5728964093"],
            },
        },
        new()
        {
            Name = "IE_PPS",
            ContextPattern = "[0-9]{7}[a-w][a-iwtx]?",
            Words = "pps ppsn personal public ireland irish",
            Check = IsPps,
            Info = new()
            {
                Title = "Irish personal public service number (PPS)",
                Format = "Seven digits and one or two letters; in context.",
                Check = "Weights 8 to 2 over the digits and 9 for a second letter, modulo 23, give the first letter (Department of Social Protection; en.wikipedia.org/wiki/Personal_Public_Service_Number).",
                Regions = ["ie"],
                Examples = ["PPS number: «4917169AA»", "PPSN «1153096JH» on file"],
                NotFound = ["PPS number 4917169BA", "part 6717158L"],
            },
        },
    ];

    private static bool IsNhs(ReadOnlySpan<char> v)
    {
        var check = 11 - (Weighted.Falling(v, 10, 9) % 11);
        return (check == 11 ? 0 : check) == v[9] - '0' && v.ContainsAnyExcept('0');
    }

    private static bool IsUtr(ReadOnlySpan<char> v) =>
        "21987654321"[Weighted.Sum(v[1..], 6, 7, 8, 9, 10, 5, 4, 3, 2) % 11] == v[0];

    private static bool IsPps(ReadOnlySpan<char> v)
    {
        var second = v.Length == 9 && v[8] is >= 'a' and <= 'i' ? v[8] - 'a' + 1 : 0;
        return "wabcdefghijklmnopqrstuv"[(Weighted.Falling(v, 8, 7) + (9 * second)) % 23] == v[7];
    }
}
