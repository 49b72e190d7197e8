using Keeptrusts.Policy.Detectors.CheckDigits;

namespace Keeptrusts.Policy.Detectors.Identifiers.Tables;

/// <summary>Spain and Portugal.</summary>
internal static class Iberia
{
    private const string Letters = "trwagmyfpdxbnjzsqvhlcke";

    public static IReadOnlyList<Identifier> All { get; } =
    [
        new()
        {
            Name = "ES_NIF",
            ContextPattern = "[0-9]{8}[ \\-]?[a-z]|[0-9]{1,2}\\.[0-9]{3}\\.[0-9]{3}[ \\-]?[a-z]|[klm][0-9]{7}[a-z]",
            Words = "nif dni nifs dnis documento identidad nacional fiscal identificación identificacion hacienda spanish identity tax",
            Check = IsNif,
            Info = new()
            {
                Title = "Spanish tax and identity number (NIF, DNI)",
                Format = "Eight digits, or K, L or M and seven, and a letter, with or without a hyphen; in context.",
                Check = "The number modulo 23 chooses the letter from TRWAGMYFPDXBNJZSQVHLCKE (Real Decreto 1553/2005; interior.gob.es).",
                Regions = ["es"],
                Examples = ["NIF «56989305-C»", "con DNI «92567470Z», vecino de Madrid"],
                NotFound = ["NIF 56989305-D", "pieza 56989305C"],
            },
        },
        new()
        {
            Name = "ES_NIE",
            Pattern = "[xyz][ \\-]?[0-9]{7}[ \\-]?[a-z]",
            ContextPattern = "[xyz]\\.?[0-9]{7}\\.?[a-z]|[xyz][ \\-.]?[0-9]\\.[0-9]{3}\\.[0-9]{3}[ \\-.]?[a-z]",
            Words = "nie nies extranjero extranjeros extranjería extranjeria identidad identificación identificacion residencia tie",
            Capitals = Capitals.OutsideContext,
            Check = v => Letters[(CalendarDate.Number(v[1..8]) + ((v[0] - 'x') * 10_000_000)) % 23] == v[8],
            Info = new()
            {
                Title = "Spanish identity number of foreigners (NIE)",
                Format = "X, Y or Z, seven digits and a letter, with or without hyphens; outside context only in capitals.",
                Check = "As the NIF's, with X, Y and Z counting as 0, 1 and 2 before the digits (interior.gob.es).",
                Regions = ["es"],
                Examples = ["NIE «y1379270c»", "la señora «Z-2939078-M» firmó"],
                NotFound = ["Y1379270D", "y1379270c"],
            },
        },
        new()
        {
            Name = "ES_CIF",
            ContextPattern = "[a-hjnp-suvw]-?[0-9]{7}-?[0-9a-j]",
            Words = "cif cifs nif empresa sociedad fiscal mercantil razón razon identificación identificacion tax",
            Check = IsCif,
            Info = new()
            {
                Title = "Spanish tax number of companies (CIF)",
                Format = "A letter for the legal form, seven digits and a check character, 0–9 or A–J; in context.",
                Check = "Luhn over the seven digits; the difference to the next ten as digit or letter (es.wikipedia.org/wiki/Código_de_identificación_fiscal).",
                Regions = ["es"],
                Examples = ["CIF «A95031233»", "la empresa con CIF «E01944008»"],
                NotFound = ["CIF A95031234", "pieza A95031233"],
                Limits = "Which legal forms have a digit and which a letter is not checked: the sources disagree.",
            },
        },
        new()
        {
            Name = "PT_NIF",
            ContextPattern = "[0-9]{9}|[0-9]{3} [0-9]{3} [0-9]{3}",
            Words = "nif nifs nipc contribuinte fiscal número numero portugal portuguese finanças financas tax",
            Check = v => v[0] != '0' && Mod11(v) == v[8] - '0',
            Info = new()
            {
                Title = "Portuguese tax number (NIF, NIPC)",
                Format = "Nine digits, together or 3-3-3; in context.",
                Check = "Weights 9 to 2 modulo 11 (pt.wikipedia.org/wiki/Número_de_identificação_fiscal).",
                Regions = ["pt"],
                Examples = ["NIF «206048050»", "contribuinte n.º «289 138 400»"],
                NotFound = ["NIF 206048051", "encomenda 206048050"],
            },
        },
    ];

    private static bool IsNif(ReadOnlySpan<char> v) =>
        Letters[CalendarDate.Number(char.IsAsciiDigit(v[0]) ? v[..^1] : v[1..^1]) % 23] == v[^1];

    private static bool IsCif(ReadOnlySpan<char> v)
    {
        var sum = 0;
        for (var i = 1; i < 8; i++)
        {
            var digit = v[i] - '0';
            sum += i % 2 == 0 ? digit : digit > 4 ? (2 * digit) - 9 : 2 * digit;
        }

        var check = (10 - (sum % 10)) % 10;
        return v[8] == (char)('0' + check) || v[8] == "jabcdefghi"[check];
    }

    private static int Mod11(ReadOnlySpan<char> v)
    {
        var remainder = Weighted.Falling(v, 9, 8) % 11;
        return remainder < 2 ? 0 : 11 - remainder;
    }
}
