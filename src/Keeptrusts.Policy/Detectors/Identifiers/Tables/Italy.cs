using Keeptrusts.Policy.Detectors.CheckDigits;

namespace Keeptrusts.Policy.Detectors.Identifiers.Tables;

/// <summary>Italy.</summary>
internal static class Italy
{
    private const string Digit = "[0-9lmnp-v]";

    // Values of 0–9 and a–j, then k–z, at odd places (D.M. 23 December 1976).
    private static readonly int[] OddValues = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

    private static readonly string[] Regions = ["it"];

    public static IReadOnlyList<Identifier> All { get; } =
    [
        new()
        {
            Name = "IT_FISCAL_CODE",
            Pattern = "[a-z]{6}" + Digit + "{2}[abcdehlmprst]" + Digit + "{2}[a-z]" + Digit + "{3}[a-z]",
            ContextPattern = "[a-z]{3} [a-z]{3} " + Digit + "{2}[abcdehlmprst]" + Digit + "{2} [a-z]" + Digit + "{3} ?[a-z]",
            Words = "codice fiscale codicefiscale cf tessera sanitaria fiscal tax",
            Check = IsFiscalCode,
            Info = new()
            {
                Title = "Italian tax code (codice fiscale)",
                Format = "Sixteen letters and digits: six letters of the name, year, month letter, day, four of the place of birth, a check letter.",
                Check = "Values by odd and even place modulo 26; the day is 1–31 or 41–71; letters that replace digits are understood (D.M. 23 December 1976).",
                Regions = Regions,
                Examples = ["Codice fiscale: «TSFSPP69S27L645X»", "il signor «nplfbv73a61l615c» di Roma"],
                NotFound = ["TSFSPP69S27L645Y"],
            },
        },
        new()
        {
            Name = "IT_VAT_CODE",
            ContextPattern = "(?:it ?)?[0-9]{11}",
            Words = "partita iva piva partitaiva vat fiscale fiscal tax",
            Check = v => IsVatCode(v[^11..]),
            Info = new()
            {
                Title = "Italian VAT number (partita IVA)",
                Format = "Eleven digits, with or without IT; in context.",
                Check = "Luhn; digits 8 to 10 are a province's office, 001–100, 120, 121, 888 or 999 (it.wikipedia.org/wiki/Partita_IVA).",
                Regions = Regions,
                Examples = ["Partita IVA «30608370885»", "P. IVA «IT80511050603»"],
                NotFound = ["Partita IVA 30608370886", "ordine 30608370885"],
            },
        },
        new()
        {
            Name = "IT_DRIVER_LICENSE",
            ContextPattern = "[a-z]{2}[0-9]{7}[a-z]|u1[0-9b-df-hj-npr-tw-z]{7}[a-z]",
            Words = "patente patenti guida motorizzazione licenza driver driving licence license",
            Info = new()
            {
                Title = "Italian driving licence number",
                Format = "Two letters, seven digits and a letter, or U1, seven characters and a letter; in context.",
                Check = "None.",
                Regions = Regions,
                Examples = ["Patente di guida «AB1234567C»"],
                NotFound = ["articolo AB1234567C"],
            },
        },
        new()
        {
            Name = "IT_PASSPORT",
            ContextPattern = "[a-z]{2}[0-9]{7}",
            Words = "passaporto passaporti passport",
            Info = new()
            {
                Title = "Italian passport number",
                Format = "Two letters and seven digits; in context.",
                Check = "None.",
                Regions = Regions,
                Examples = ["Passaporto n. «YA1234567»"],
                NotFound = ["articolo YA1234567"],
            },
        },
        new()
        {
            Name = "IT_IDENTITY_CARD",
            ContextPattern = "[a-z]{2} ?[0-9]{7}|[0-9]{7}[a-z]{2}|[a-z]{2}[0-9]{5}[a-z]{2}",
            Words = "identità identita cie cartaidentita identity documento elettronica",
            Info = new()
            {
                Title = "Italian identity card number",
                Format = "Two letters and seven digits on paper, seven digits and two letters on the first plastic cards, or two letters, five digits and two letters since; in context.",
                Check = "None.",
                Regions = Regions,
                Examples = ["Carta d'identità «CA12345AB»", "carta di identità: «AS 1234567»"],
                NotFound = ["articolo CA12345AB"],
            },
        },
    ];

    private static bool IsFiscalCode(ReadOnlySpan<char> v)
    {
        var sum = 0;
        for (var i = 0; i < 15; i++)
        {
            var value = char.IsAsciiDigit(v[i]) ? v[i] - '0' : v[i] - 'a';
            sum += i % 2 == 0 ? OddValues[value] : value;
        }

        var day = (DigitOf(v[9]) * 10) + DigitOf(v[10]);
        return 'a' + (sum % 26) == v[15] && day % 40 is >= 1 and <= 31 && day <= 71 && v.ContainsAnyInRange('0', '9');
    }

    // Where two persons would have the same code, L, M, N, P to V replace digits.
    private static int DigitOf(char c) => char.IsAsciiDigit(c) ? c - '0' : "lmnpqrstuv".IndexOf(c, StringComparison.Ordinal);

    private static bool IsVatCode(ReadOnlySpan<char> v) =>
        Luhn.Holds(v) && v[..7] is not "0000000" && CalendarDate.Number(v[7..10]) is (>= 1 and <= 100) or 120 or 121 or 888 or 999;
}
