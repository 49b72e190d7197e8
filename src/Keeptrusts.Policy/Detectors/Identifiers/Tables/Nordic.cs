using Keeptrusts.Policy.Detectors.CheckDigits;

namespace Keeptrusts.Policy.Detectors.Identifiers.Tables;

/// <summary>Sweden, Norway and Finland.</summary>
internal static class Nordic
{
    public static IReadOnlyList<Identifier> All { get; } =
    [
        new()
        {
            Name = "SE_PERSONNUMMER",
            ContextPattern = "(?:1[89]|20)?[0-9]{6}[ +\\-]?[0-9]{4}",
            Words = "personnummer personnr pnr samordningsnummer personid personal swedish identity national",
            Check = IsPersonnummer,
            Info = new()
            {
                Title = "Swedish personal number (personnummer, samordningsnummer)",
                Format = "Birth date with or without the century, - or + and four digits; in context.",
                Check = "Luhn over the last ten digits; the date exists, days of coordination numbers are 60 higher (Skatteverket, SKV 704).",
                Regions = ["se"],
                Examples = ["Personnummer «400210-0271»", "pnr: «19481013-4405»"],
                NotFound = ["Personnummer 400210-0272", "order 400210-0271"],
            },
        },
        new()
        {
            Name = "NO_FODSELSNUMMER",
            ContextPattern = "[0-9]{11}|[0-9]{6} [0-9]{5}",
            Words = "fødselsnummer fodselsnummer fnr fødselsnr personnummer dnummer dnr birth norwegian identity national",
            Check = IsFodselsnummer,
            Info = new()
            {
                Title = "Norwegian birth number (fødselsnummer, D-nummer)",
                Format = "Birth date and five digits, together or 6-5; in context.",
                Check = "Two digits modulo 11; the date exists, days of D numbers and months of hospital numbers are 40 higher (Skatteetaten; no.wikipedia.org/wiki/Fødselsnummer).",
                Regions = ["no"],
                Examples = ["Fødselsnummer «21117520037»", "fnr «010340 29047»"],
                NotFound = ["Fødselsnummer 21117520038", "ordre 21117520037"],
                Limits = "The numbers without the first check digit that are to come from 2032 are not found.",
            },
        },
        new()
        {
            Name = "FI_PERSONAL_IDENTITY_CODE",
            Pattern = "[0-3][0-9][01][0-9]{3}[\\-+a-fu-y][0-9]{3}[a-fhj-npr-y]",
            ContextPattern = "[0-3][0-9][01][0-9]{3}[\\-+a-fu-y][0-9]{3}[0-9]",
            Words = "hetu henkilötunnus henkilotunnus hetunnus personbeteckning sotu finnish identity national",
            Check = IsHenkilotunnus,
            Info = new()
            {
                Title = "Finnish personal identity code (henkilötunnus)",
                Format = "Birth date, a sign of the century, three digits and a check character; where that is a digit, only in context.",
                Check = "Date and number modulo 31 choose the character from 0123456789ABCDEFHJKLMNPRSTUVWXY; the date exists (Digital and Population Data Services Agency; new signs since 2023).",
                Regions = ["fi"],
                Examples = ["Henkilötunnus «210153-0654»", "asiakas «131052-308T» soitti"],
                NotFound = ["Henkilötunnus 210153-0655", "tilaus 210153-0654"],
            },
        },
    ];

    private static bool IsPersonnummer(ReadOnlySpan<char> v)
    {
        v = v[^10..];
        var day = CalendarDate.Number(v[4..6]);
        return Luhn.Holds(v) && CalendarDate.ExistsIn(CalendarDate.Number(v[..2]), CalendarDate.Number(v[2..4]), day > 60 ? day - 60 : day);
    }

    private static bool IsFodselsnummer(ReadOnlySpan<char> v)
    {
        int day = CalendarDate.Number(v[..2]), month = CalendarDate.Number(v[2..4]);
        return Weighted.Sum(v, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1) % 11 == 0
            && Weighted.Sum(v, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0
            && CalendarDate.ExistsIn(CalendarDate.Number(v[4..6]), month > 40 ? month - 40 : month, day > 40 ? day - 40 : day);
    }

    // A letter that stands for the century is part of the value; a - or + is not.
    private static bool IsHenkilotunnus(ReadOnlySpan<char> v)
    {
        var number = (CalendarDate.Number(v[..6]) * 1000) + CalendarDate.Number(v[^4..^1]);
        return "0123456789abcdefhjklmnprstuvwxy"[number % 31] == v[^1]
            && CalendarDate.Number(v[^4..^1]) >= 2
            && CalendarDate.ExistsIn(CalendarDate.Number(v[4..6]), CalendarDate.Number(v[2..4]), CalendarDate.Number(v[..2]));
    }
}
