using Keeptrusts.Policy.Detectors.CheckDigits;

namespace Keeptrusts.Policy.Detectors.Identifiers.Tables;

/// <summary>Belgium, the Netherlands, Poland and Türkiye.</summary>
internal static class Europe
{
    public static IReadOnlyList<Identifier> All { get; } =
    [
        new()
        {
            Name = "NL_BSN",
            ContextPattern = "[0-9]{8,9}|[0-9]{3}[ .][0-9]{3}[ .][0-9]{3}|[0-9]{4}[ .][0-9]{2}[ .][0-9]{3}",
            Words = "bsn bsns burgerservicenummer burgerservice sofi sofinummer persoonsnummer citizen dutch nederlands",
            Check = IsBsn,
            Info = new()
            {
                Title = "Dutch citizen service number (BSN)",
                Format = "Nine digits, or eight without the leading zero; in context.",
                Check = "Weights 9 to 2 and −1; the sum is divisible by 11 (nl.wikipedia.org/wiki/Burgerservicenummer).",
                Regions = ["nl"],
                Examples = ["BSN: «309248863»", "burgerservicenummer «288.620.410»"],
                NotFound = ["BSN 309248864", "bestelling 309248863"],
            },
        },
        new()
        {
            Name = "BE_NN",
            Pattern = "[0-9]{2}\\.[0-9]{2}\\.[0-9]{2}-[0-9]{3}\\.[0-9]{2}",
            ContextPattern = "[0-9]{11}|[0-9]{2}[. ]?[0-9]{2}[. ]?[0-9]{2}[\\- ]?[0-9]{3}[. \\-]?[0-9]{2}",
            Words = "rijksregisternummer rijksregister rrn nn insz niss nrn registre national nationaal identity insznummer belgian belgium",
            Check = IsBelgian,
            Info = new()
            {
                Title = "Belgian national number (rijksregisternummer, NISS)",
                Format = "Birth date, three digits and a check number, written 85.07.30-033.28; in other forms only in context.",
                Check = "97 less the first nine digits modulo 97, with a 2 before them for births from 2000; the date exists, months of bis numbers are 20 or 40 higher (IBZ, rijksregister).",
                Regions = ["be"],
                Examples = ["Rijksregisternummer «00090619904»", "mevrouw Peeters, «68.09.27-481.35»"],
                NotFound = ["Rijksregisternummer 00090619905", "bestelling 00090619904"],
            },
        },
        new()
        {
            Name = "PL_PESEL",
            ContextPattern = "[0-9]{11}",
            Words = "pesel peselu ewidencyjny pesele identyfikacyjny polish national identity",
            Check = IsPesel,
            Info = new()
            {
                Title = "Polish national number (PESEL)",
                Format = "Eleven digits: birth date with the century in the month, four digits, a check digit; in context.",
                Check = "Weights 1, 3, 7, 9 repeated; the sum is divisible by 10; the date exists (gov.pl, numer PESEL).",
                Regions = ["pl"],
                Examples = ["PESEL: «71101018508»"],
                NotFound = ["PESEL 71101018509", "PESEL 71141018506", "zamówienie 71101018508"],
            },
        },
        new()
        {
            Name = "PL_NIP",
            ContextPattern = "(?:pl ?)?[0-9]{10}|[0-9]{3}[ \\-][0-9]{3}[ \\-][0-9]{2}[ \\-][0-9]{2}|[0-9]{3}[ \\-][0-9]{2}[ \\-][0-9]{2}[ \\-][0-9]{3}",
            Words = "nip nipu podatkowej podatkowy podatnika vat regon polish tax",
            Check = v => Weighted.Sum(v[^10..], 6, 5, 7, 2, 3, 4, 5, 6, 7) % 11 == v[^1] - '0',
            Info = new()
            {
                Title = "Polish tax number (NIP)",
                Format = "Ten digits, together, 3-3-2-2 or 3-2-2-3, with or without PL; in context.",
                Check = "Weights 6, 5, 7, 2, 3, 4, 5, 6, 7 modulo 11 (pl.wikipedia.org/wiki/Numer_identyfikacji_podatkowej).",
                Regions = ["pl"],
                Examples = ["NIP «782-689-86-60»", "NIP: «PL3190548411»"],
                NotFound = ["NIP 782-689-86-61", "zamówienie 7826898660"],
            },
        },
        new()
        {
            Name = "TR_TCKN",
            ContextPattern = "[1-9][0-9]{10}",
            Words = "tc tckn kimlik tckimlik vatandaşlık vatandaslik turkish identity identification national",
            Check = IsTckn,
            Info = new()
            {
                Title = "Turkish identity number (T.C. kimlik no)",
                Format = "Eleven digits, the first not 0; in context.",
                Check = "The tenth digit is seven times the sum of the odd places less that of the even ones, the eleventh the sum of the ten, modulo 10 (tr.wikipedia.org/wiki/T.C._Kimlik_Numarası).",
                Regions = ["tr"],
                Examples = ["T.C. Kimlik No: «65369757064»"],
                NotFound = ["T.C. Kimlik No: 65369757065", "sipariş 65369757064"],
            },
        },
    ];

    private static bool IsBsn(ReadOnlySpan<char> v)
    {
        var sum = Weighted.Falling(v, v.Length, v.Length - 1) - (v[^1] - '0');
        return sum > 0 && sum % 11 == 0;
    }

    private static bool IsBelgian(ReadOnlySpan<char> v)
    {
        var number = (long)CalendarDate.Number(v[..9]);
        var check = CalendarDate.Number(v[9..]);
        int year = CalendarDate.Number(v[..2]), month = CalendarDate.Number(v[2..4]) % 20, day = CalendarDate.Number(v[4..6]);
        return (97 - (number % 97) == check && CalendarDate.Exists(1900 + year, month, day))
            || (97 - ((2_000_000_000 + number) % 97) == check && CalendarDate.Exists(2000 + year, month, day));
    }

    // The month is 20, 40, 60 or 80 higher for the 21st, 22nd, 23rd and 19th century.
    private static bool IsPesel(ReadOnlySpan<char> v)
    {
        var month = CalendarDate.Number(v[2..4]);
        var century = (month / 20) switch { 0 => 1900, 1 => 2000, 2 => 2100, 4 => 1800, _ => 0 };
        return CalendarDate.Exists(century + CalendarDate.Number(v[..2]), month % 20, CalendarDate.Number(v[4..6]))
            && Weighted.Sum(v, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0;
    }

    private static bool IsTckn(ReadOnlySpan<char> v)
    {
        var first = Weighted.Sum(v, 7, -1, 7, -1, 7, -1, 7, -1, 7);
        var second = Weighted.Sum(v, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        return ((first % 10) + 10) % 10 == v[9] - '0' && second % 10 == v[10] - '0';
    }
}
