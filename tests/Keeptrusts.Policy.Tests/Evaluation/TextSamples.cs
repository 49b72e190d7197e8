namespace Keeptrusts.Policy.Tests.Evaluation;

/// <summary>Texts in which every entity stands alone, next to others, overlapping and disguised, and random mixtures of their pieces.</summary>
internal static class TextSamples
{
    public static readonly string[] Values =
    [
        "jane.doe@example.com", "josé@exämple.de", "o'neil+x@mail.co.uk", "git@host.com:a/b", "icon@2x.png", "4111 1111 1111 1111", "4111111111111111",
        "3782-822463-10005", "378282246310005", "30569309025904", "123-45-6789", "123 45 6789", "123456789", "DE89 3704 0044 0532 0130 00",
        "gb29nwbk60161331926819", "NO9386011117947", "8.8.8.8", "10.0.0.1:80", "1.2.3.4.5", "2a00:1450:4001:81b::200e", "fe80::1", "::ffff:8.8.8.8",
        "+49 30 901820", "(212) 555-0187", "212.555.0187", "+1 (415) 555-2671", "06 12 34 56 78", "020 7946 0958", "4155552671", "+44 (0)20 7946 0958",
        "756.0873.1009.60", "849.345.981-03", "AB 12 34 56 C", "00:1a:2b:3c:4d:5e", "48.858370, 2.294481", "https://ci:S3lf@git.example.com", "T0022922E",
        "16UqX2sNMkSKuySa4FmDqQf4uA4yb1ww4t", "WVWZZZ1KZ6W612345", "440305199908213171", "12 March 1980", "12/27", "ZNBTJ6780M", "83064752139",
        "1700000000", "2026-11-23T14:45:00Z", "3f2a9c1d", "12:34:56", "a.b.c", "x--y@z.com",
    ];

    public static readonly string[] Glue =
    [
        " ", ".", ",", "-", ": ", "\n", "@", "+", "(", ")", "'", "\"", "=", "<", ">", "/", "a", "1", "ssn ", "card ", "phone ", "version ", "call me at ", "born ", "exp ", "passport ", "tax id ", "vin ", "身份证",
        "é", "名", "\u200b", "\u00ad", "\ufeff\u200b", "\ud835\udfd9", "\ud83d\ude00", "\ud835", "\udfd9", "١", "９", "＠", "．", "‑", "\u00a0", "ſ", "K", "",
    ];

    public static string Random(Random random, int pieces)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < pieces; i++)
        {
            text.Append(Piece(random, Values, cut: 3)).Append(Piece(random, Glue, cut: 0));
        }

        return text.ToString();
    }

    public static IEnumerable<string> Cut(Random random, string text, int longest)
    {
        for (var i = 0; i < text.Length;)
        {
            var length = Math.Min(random.Next(0, longest + 1), text.Length - i);
            yield return text.Substring(i, length);
            i += length;
        }
    }

    private static string Piece(Random random, string[] pieces, int cut)
    {
        var piece = pieces[random.Next(pieces.Length)];
        return cut > 0 && random.Next(cut) == 0 ? piece[random.Next(piece.Length)..] : cut > 0 && random.Next(cut) == 0 ? piece[..random.Next(piece.Length)] : piece;
    }
}
