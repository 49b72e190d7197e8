using Keeptrusts.Policy.Detectors.CheckDigits;

namespace Keeptrusts.Policy.Detectors.Identifiers.Tables;

/// <summary>China, Korea, Thailand, Singapore and South Africa.</summary>
internal static class AsiaAndAfrica
{
    public static IReadOnlyList<Identifier> All { get; } =
    [
        new()
        {
            Name = "CN_RIC",
            Pattern = "[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])[0-3][0-9][0-9]{3}[0-9x]",
            Words = "ric resident identity idcard shenfenzheng chinese citizen",
            Phrases = "身份证 公民身份 身份證",
            Check = IsRic,
            Info = new()
            {
                Title = "Chinese resident identity number",
                Format = "Eighteen characters: six digits of the place, birth date, three digits and a check character, 0–9 or X.",
                Check = "ISO 7064 MOD 11-2; the date exists; the first two digits are a province (GB 11643-1999; GB/T 2260).",
                Regions = ["cn"],
                Examples = ["身份证号码：«440305199908213171»", "the ID «110101196212249903» was shown"],
                NotFound = ["身份证 440305199908213172", "990305199908213171"],
            },
        },
        new()
        {
            Name = "KR_RRN",
            ContextPattern = "[0-9]{6}-?[0-9]{7}",
            Words = "rrn resident registration jumin korean residentregistration national identity",
            Phrases = "주민등록 주민번호 등록번호",
            Check = IsRrn,
            Info = new()
            {
                Title = "Korean resident registration number",
                Format = "Birth date, a digit for century and sex, and six more, together or 6-7; in context.",
                Check = "Weights 2 to 9 and 2 to 5 modulo 11; the date exists (en.wikipedia.org/wiki/Resident_registration_number).",
                Regions = ["kr"],
                Examples = ["주민등록번호 «650920-2543323»", "RRN «6805191081599»"],
                NotFound = ["RRN 650920-2543324", "order 650920-2543323"],
                Limits = "Numbers issued since October 2020 have no check digit; nine in ten of them are missed.",
            },
        },
        new()
        {
            Name = "TH_TNIN",
            Pattern = "[1-8]-[0-9]{4}-[0-9]{5}-[0-9]{2}-[0-9]",
            ContextPattern = "[1-8][0-9]{12}|[1-8] [0-9]{4} [0-9]{5} [0-9]{2} [0-9]",
            Words = "thai thailand citizen national tnin pin idcard identity identification",
            Phrases = "ประชาชน บัตรประจ เลขประจ",
            Check = v => (11 - (Weighted.Falling(v, 13, 12) % 11)) % 10 == v[12] - '0',
            Info = new()
            {
                Title = "Thai national identity number",
                Format = "Thirteen digits, the first 1–8, written 1-2345-67890-12-1; together only in context.",
                Check = "Weights 13 to 2 modulo 11 (th.wikipedia.org, เลขประจำตัวประชาชนไทย).",
                Regions = ["th"],
                Examples = ["Thai national ID «6698625501374»", "คุณสมชาย «8-4528-12975-86-7»"],
                NotFound = ["Thai national ID 6698625501375", "order 6698625501374"],
            },
        },
        new()
        {
            Name = "SG_NRIC_FIN",
            Pattern = "[fgmst][0-9]{7}[a-z]",
            Words = "nric fin ic singapore singaporean pr identity",
            Capitals = Capitals.OutsideContext,
            Check = IsNric,
            Info = new()
            {
                Title = "Singapore identity number (NRIC, FIN)",
                Format = "S, T, F, G or M, seven digits and a letter; outside context only in capitals.",
                Check = "Weights 2, 7, 6, 5, 4, 3, 2 modulo 11, 4 more for T and G, 3 more for M, choose the letter (en.wikipedia.org/wiki/National_Registration_Identity_Card).",
                Regions = ["sg"],
                Examples = ["NRIC «s3656518g»", "Mr Tan, «T0022922E», signed"],
                NotFound = ["S3656518H", "s3656518g"],
            },
        },
        new()
        {
            Name = "SG_UEN",
            ContextPattern = "[0-9]{8,9}[a-z]|[rst][0-9]{2}[a-z]{2}[0-9]{4}[a-z]",
            Words = "uen acra entity company registration roc rob singapore",
            Check = IsUen,
            Info = new()
            {
                Title = "Singapore company number (UEN)",
                Format = "Eight digits and a letter, nine digits and a letter, or R, S or T, a year, two letters, four digits and a letter; in context.",
                Check = "Weighted sums modulo 11 choose the letter (acra.gov.sg gives the forms; the sums as published in python-stdnum, sg/uen).",
                Regions = ["sg"],
                Examples = ["UEN «00192200M»", "UEN: «S16FC0121D»"],
                NotFound = ["UEN 00192200N", "part 00192200M"],
            },
        },
        new()
        {
            Name = "ZA_ID",
            ContextPattern = "[0-9]{6} ?[0-9]{4} ?[0-2][0-9]{2}",
            Words = "identity said rsa south african idnumber idno identiteitsnommer national",
            Either = "id",
            With = "number no nr sa za document",
            Check = v => Luhn.Holds(v) && CalendarDate.ExistsIn(CalendarDate.Number(v[..2]), CalendarDate.Number(v[2..4]), CalendarDate.Number(v[4..6])),
            Info = new()
            {
                Title = "South African identity number",
                Format = "Thirteen digits: birth date, four digits, citizenship, one more and a check digit; in context.",
                Check = "Luhn; the date exists; citizenship is 0, 1 or 2 (Department of Home Affairs; en.wikipedia.org/wiki/South_African_identity_card).",
                Regions = ["za"],
                Examples = ["ID number «5109179243088»", "South African ID: «6509050176183»"],
                NotFound = ["identity 5109179243089", "order 5109179243088"],
            },
        },
    ];

    private static bool IsRic(ReadOnlySpan<char> v) =>
        CalendarDate.Number(v[..2]) is (>= 11 and <= 15) or (>= 21 and <= 23) or (>= 31 and <= 37) or (>= 41 and <= 46) or (>= 50 and <= 54) or (>= 61 and <= 65) or 71 or (>= 81 and <= 83)
        && CalendarDate.Exists(CalendarDate.Number(v[6..10]), CalendarDate.Number(v[10..12]), CalendarDate.Number(v[12..14]))
        && Iso7064.Mod11And2(v);

    private static bool IsRrn(ReadOnlySpan<char> v)
    {
        var century = v[6] switch { '1' or '2' or '5' or '6' => 1900, '3' or '4' or '7' or '8' => 2000, _ => 1800 };
        return CalendarDate.Exists(century + CalendarDate.Number(v[..2]), CalendarDate.Number(v[2..4]), CalendarDate.Number(v[4..6]))
            && (11 - (Weighted.Sum(v, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5) % 11)) % 10 == v[12] - '0';
    }

    private static bool IsNric(ReadOnlySpan<char> v)
    {
        var offset = v[0] switch { 't' or 'g' => 4, 'm' => 3, _ => 0 };
        var letters = v[0] switch { 's' or 't' => "jzihgfedcba", 'm' => "xwutrqpnjlk", _ => "xwutrqpnmlk" };
        return letters[(Weighted.Sum(v[1..], 2, 7, 6, 5, 4, 3, 2) + offset) % 11] == v[8];
    }

    private static bool IsUen(ReadOnlySpan<char> v)
    {
        if (v.Length == 9)
        {
            return "xmkecawljdb"[Weighted.Sum(v, 10, 4, 9, 3, 8, 2, 7, 1) % 11] == v[8];
        }

        if (char.IsAsciiDigit(v[0]))
        {
            return "zkcmdnergwh"[Weighted.Sum(v, 10, 8, 6, 4, 9, 7, 5, 3, 1) % 11] == v[9];
        }

        const string Alphabet = "abcdefghjklmnpqrstuvwx0123456789";
        ReadOnlySpan<int> weights = [4, 3, 5, 3, 10, 2, 2, 5, 7];
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            var value = Alphabet.IndexOf(v[i], StringComparison.Ordinal);
            if (value < 0)
            {
                return false;
            }

            sum += value * weights[i];
        }

        return Alphabet[(sum + 6) % 11] == v[9];
    }
}
