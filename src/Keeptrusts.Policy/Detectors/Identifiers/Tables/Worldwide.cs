using Keeptrusts.Policy.Detectors.CheckDigits;

namespace Keeptrusts.Policy.Detectors.Identifiers.Tables;

/// <summary>Identifiers of devices, vehicles, companies and banks anywhere, and documents of travel and driving that have no form of their own.</summary>
internal static class Worldwide
{
    private const string VinCharacter = "[0-9a-hj-npr-z]";

    // ISO 3166 alpha-2, and xk for Kosovo.
    private const string Countries =
        " ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv "
        + "cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im "
        + "in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw "
        + "mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss "
        + "st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug um us uy uz va vc ve vg vi vn vu wf ws xk ye yt za zm zw ";

    public static IReadOnlyList<Identifier> All { get; } =
    [
        new()
        {
            Name = "IMEI",
            ContextPattern = "[0-9]{15}|[0-9]{2}-[0-9]{6}-[0-9]{6}-[0-9]|[0-9]{2} [0-9]{6} [0-9]{6} [0-9]",
            Words = "imei imeis imei1 imei2 device handset phone mobile smartphone handy gerät telefon",
            Check = v => Luhn.Holds(v),
            Info = new()
            {
                Title = "Mobile device number (IMEI)",
                Format = "Fifteen digits, together or 2-6-6-1; in context.",
                Check = "Luhn (3GPP TS 23.003, annex B).",
                Examples = ["IMEI: «370482764414902»", "the phone «310955310199914» was stolen"],
                NotFound = ["IMEI 370482764414903", "order 370482764414902"],
            },
        },
        new()
        {
            Name = "VIN",
            Pattern = VinCharacter + "{8}[0-9x]" + VinCharacter + "{4}[0-9]{4}",
            ContextPattern = VinCharacter + "{13}[0-9]{4}",
            Words = "vin vins chassis fin fahrgestellnummer fahrzeugidentifikationsnummer vehicle fahrzeug chasis bastidor telaio châssis car",
            Capitals = Capitals.OutsideContext,
            Check = IsCheckedVin,
            ContextCheck = v => v[0] is >= '1' and <= '5' ? IsCheckedVin(v) : v.ContainsAnyInRange('a', 'z'),
            Info = new()
            {
                Title = "Vehicle identification number (VIN)",
                Format = "Seventeen digits and letters without I, O and Q, the last four of them digits; outside context only in capitals.",
                Check = "The ninth character is a weighted sum modulo 11 (49 CFR 565.15); in context it is asked for only where North America requires it, in numbers beginning with 1–5.",
                Examples = ["VIN «WVWZZZ1KZ6W612345»", "the wreck «5MYK9B3K8SC853510» was sold", "chassis «2hg1c4g20ff923736»"],
                NotFound = ["5MYK9B3K9SC853510", "5myk9b3k8sc853510"],
            },
        },
        new()
        {
            Name = "LEI",
            Pattern = "[0-9a-z]{4}00[0-9a-z]{12}[0-9]{2}",
            ContextPattern = "[0-9a-z]{18}[0-9]{2}",
            Words = "lei leis legal entity gleif",
            Check = v => Iso7064.Mod97(v) == 1,
            Info = new()
            {
                Title = "Legal entity identifier (LEI)",
                Format = "Twenty digits and letters, the last two digits; without 00 at the fifth and sixth place only in context.",
                Check = "ISO 7064 MOD 97-10 (ISO 17442-1).",
                Examples = ["LEI: «856900EC0VFTRNXHRM26»", "reported by «145500N77MAD4BJML676»"],
                NotFound = ["LEI 856900EC0VFTRNXHRM27"],
            },
        },
        new()
        {
            Name = "BIC",
            ContextPattern = "[a-z]{6}[0-9a-z]{2}(?:[0-9a-z]{3})?",
            Words = "bic bics swift swiftbic",
            Capitals = Capitals.Required,
            Check = v => Countries.Contains($" {v[4]}{v[5]} ", StringComparison.Ordinal),
            Info = new()
            {
                Title = "Business identifier code of a bank (BIC, SWIFT)",
                Format = "Four letters, a country's two letters, and two or five characters, in capitals; in context.",
                Check = "No check digit; the country exists (ISO 9362, ISO 3166-1).",
                Examples = ["BIC: «DEUTDEFF»", "SWIFT code «COBADEFFXXX»"],
                NotFound = ["swift delivery", "the bank DEUTDEFF", "BIC ABCDXX22"],
                Limits = "A word of eight or eleven capitals after the context word whose fifth and sixth letters are a country's is taken for one.",
            },
        },
        new()
        {
            Name = "PASSPORT",
            ContextPattern = "[a-z]{1,2}[0-9]{6,8}|[0-9]{8,9}|[cfghjk][0-9cfghjklmnprtvwxyz]{8}|[0-9]{2}[a-z]{2}[0-9]{5}|[a-z]{3}[0-9]{6}",
            Words = "passport passports reisepass reisepassnummer passnummer passeport pasaporte passaporto passaporte paspoort paspoortnummer paszport pasaport passi",
            Check = v => v.ContainsAnyInRange('0', '9'),
            Info = new()
            {
                Title = "Passport number",
                Format = "One or two letters and six to eight digits, eight or nine digits, the nine characters of German passports, or the French 12AB34567; in context.",
                Check = "None that is printed with the number.",
                Examples = ["Reisepass «C01X00T47»", "passeport n° «12AB34567»", "pasaporte «AAB123456»"],
                NotFound = ["article C01X00T47", "passport control"],
                Limits = "Any number of the form after the words is taken for one.",
            },
        },
        new()
        {
            Name = "DRIVER_LICENSE",
            ContextPattern = "[a-z9]{5}[0-9]{6}[0-9a-z]{5}|[0-9a-z]{11}|[a-z]{0,3}[0-9]{6,12}[a-z]?",
            Words = "führerschein führerscheinnummer fuehrerschein permis rijbewijs rijbewijsnummer conducir carnet prawo kierowcy körkort førerkort ajokortti drivinglicence drivinglicense",
            Either = "driving driver drivers",
            With = "licence license permit number",
            Check = v => CountDigits(v) >= 4,
            Info = new()
            {
                Title = "Driving licence number",
                Format = "The sixteen characters of British licences, the eleven of German ones, or up to three letters and six to twelve digits; in context.",
                Check = "None.",
                Examples = ["driving licence «MORGA657054SM9IJ»", "Führerschein «B072RRE2I55»"],
                NotFound = ["article B072RRE2I55", "driving licence required"],
                Limits = "Any number of the form after the words is taken for one.",
            },
        },
    ];

    private static int CountDigits(ReadOnlySpan<char> v)
    {
        var count = 0;
        foreach (var c in v)
        {
            count += char.IsAsciiDigit(c) ? 1 : 0;
        }

        return count;
    }

    private static bool IsCheckedVin(ReadOnlySpan<char> v)
    {
        ReadOnlySpan<int> weights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
        const string LetterValues = "12345678.12345.7.923456789"; // a–z; i, o and q have none
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += ((char.IsAsciiDigit(v[i]) ? v[i] : LetterValues[v[i] - 'a']) - '0') * weights[i];
        }

        return v.ContainsAnyInRange('a', 'z') && "0123456789x"[sum % 11] == v[8];
    }
}
