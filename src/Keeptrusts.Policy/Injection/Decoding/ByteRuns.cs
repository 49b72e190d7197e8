namespace Keeptrusts.Policy.Injection.Decoding;

/// <summary>Finds base64, hexadecimal digits and bytes hidden in variation selectors.</summary>
internal static class ByteRuns
{
    private const int FewestBase64 = 16;
    private const int FewestHex = 16;
    private const int MostCharacters = 4 * PayloadDecoder.MostCharacters / 3;

    public static IEnumerable<ByteRun> In(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (VariationSelectors.IsOne(text, i))
            {
                var hidden = VariationSelectors.Read(text, ref i);
                if (hidden is not null)
                {
                    yield return new ByteRun(hidden, start, i);
                }
            }
            else if (!IsBase64(text[i]))
            {
                i++;
            }
            else
            {
                i = End(text, i);
                var hex = HexDigits.Read(text, start, i, out var hexEnd);
                if (hex is not null && hex.Length * 2 >= FewestHex)
                {
                    yield return new ByteRun(hex, start, hexEnd);
                    i = Math.Max(i, hexEnd);
                }
                else if (i - start >= FewestBase64 && Base64(text.AsSpan(start, i - start)) is { } bytes)
                {
                    yield return new ByteRun(bytes, start, i);
                }
            }
        }
    }

    private static bool IsBase64(char c) => char.IsAsciiLetterOrDigit(c) || c is '+' or '/' or '-' or '_';

    /// <summary>Behind the run, padding included. Lines of 60 characters and more may wrap.</summary>
    private static int End(string text, int start)
    {
        var (i, line) = (start, start);
        while (i < text.Length && i - start < MostCharacters)
        {
            if (IsBase64(text[i]))
            {
                i++;
                continue;
            }

            var feed = i + (text[i] == '\r' ? 1 : 0);
            if (feed + 1 < text.Length && text[feed] == '\n' && i - line >= 60 && IsBase64(text[feed + 1]))
            {
                i = line = feed + 1;
                continue;
            }

            break;
        }

        while (i < text.Length && text[i] == '=' && i - start < MostCharacters)
        {
            i++;
        }

        return i;
    }

    private static byte[]? Base64(ReadOnlySpan<char> run)
    {
        var digits = new char[run.Length + 4];
        var count = 0;
        foreach (var c in run)
        {
            if (!char.IsWhiteSpace(c) && c != '=')
            {
                digits[count++] = c switch { '-' => '+', '_' => '/', _ => c };
            }
        }

        // A tail of one digit is no byte.
        count -= count % 4 == 1 ? 1 : 0;
        while (count % 4 != 0)
        {
            digits[count++] = '=';
        }

        var bytes = new byte[count / 4 * 3];
        return Convert.TryFromBase64Chars(digits.AsSpan(0, count), bytes, out var written) ? bytes[..written] : null;
    }
}
