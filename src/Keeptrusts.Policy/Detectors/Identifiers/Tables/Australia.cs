using Keeptrusts.Policy.Detectors.CheckDigits;

namespace Keeptrusts.Policy.Detectors.Identifiers.Tables;

/// <summary>Australia.</summary>
internal static class Australia
{
    private static readonly string[] Regions = ["au"];

    public static IReadOnlyList<Identifier> All { get; } =
    [
        new()
        {
            Name = "AU_TFN",
            ContextPattern = "[0-9]{9}|[0-9]{3} [0-9]{3} [0-9]{3}|[0-9]{3}-[0-9]{3}-[0-9]{3}",
            Words = "tfn tfns tax taxfile ato australian",
            Check = v => Weighted.Sum(v, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0 && v is not "000000000",
            Info = new()
            {
                Title = "Australian tax file number (TFN)",
                Format = "Nine digits, together or 3-3-3; in context.",
                Check = "Weights 1, 4, 3, 7, 5, 8, 6, 9, 10; the sum is divisible by 11 (en.wikipedia.org/wiki/Tax_file_number).",
                Regions = Regions,
                Examples = ["Tax file number «987 469 529»", "TFN: «728802592»"],
                NotFound = ["TFN 987 469 528", "order 987469529"],
                Limits = "Old numbers of eight digits are not found.",
            },
        },
        new()
        {
            Name = "AU_ABN",
            ContextPattern = "[1-9][0-9]{10}|[1-9][0-9] [0-9]{3} [0-9]{3} [0-9]{3}",
            Words = "abn abns business australian",
            Check = v => (Weighted.Sum(v, 10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19) - 10) % 89 == 0,
            Info = new()
            {
                Title = "Australian business number (ABN)",
                Format = "Eleven digits, together or 2-3-3-3; in context.",
                Check = "The first digit less 1, weights 10, 1, 3, 5, … 19; the sum is divisible by 89 (abr.business.gov.au, Format of the ABN).",
                Regions = Regions,
                Examples = ["ABN «84 190 802 242»", "our ABN is «96806364960»"],
                NotFound = ["ABN 84 190 802 243", "order 84190802242"],
            },
        },
        new()
        {
            Name = "AU_ACN",
            ContextPattern = "[0-9]{9}|[0-9]{3} [0-9]{3} [0-9]{3}",
            Words = "acn acns company asic australian",
            Check = v => (Weighted.Falling(v, 8, 8) + v[8] - '0') % 10 == 0 && v is not "000000000",
            Info = new()
            {
                Title = "Australian company number (ACN)",
                Format = "Nine digits, together or 3-3-3; in context.",
                Check = "Weights 8 to 1; the last digit completes the sum to a multiple of 10 (asic.gov.au, Australian Company Number digit check).",
                Regions = Regions,
                Examples = ["ACN «842 372 258»", "ACN: «905491410»"],
                NotFound = ["ACN 842 372 259", "order 842372258"],
            },
        },
        new()
        {
            Name = "AU_MEDICARE",
            ContextPattern = "[2-6][0-9]{9}(?:[ /\\-]?[1-9])?|[2-6][0-9]{3}[ \\-][0-9]{5}[ \\-][0-9](?:[ /\\-][1-9])?",
            Words = "medicare medicarecard irn australian",
            Check = v => Weighted.Sum(v, 1, 3, 7, 9, 1, 3, 7, 9) % 10 == v[8] - '0' && v[9] != '0',
            Info = new()
            {
                Title = "Australian Medicare card number",
                Format = "Ten digits, the first 2–6, together or 4-5-1, with or without the person's digit; in context.",
                Check = "Weights 1, 3, 7, 9 repeated over eight digits modulo 10 give the ninth (Services Australia; meteor.aihw.gov.au).",
                Regions = Regions,
                Examples = ["Medicare «3271 95579 6»", "medicare card «27174637981»"],
                NotFound = ["Medicare 3271 95578 6", "order 3271955796"],
            },
        },
    ];
}
