using System.Globalization;

namespace Keeptrusts.Policy.Injection.Decoding;

/// <summary>Bytes written as hexadecimal digits: in one row, or in pairs with a space, comma, <c>\x</c> or <c>0x</c> between.</summary>
internal static class HexDigits
{
    private const int LongestGap = 4;
    private const int MostBytes = PayloadDecoder.MostCharacters;

    /// <summary>The bytes from <paramref name="start"/> on, or null. <paramref name="runEnd"/> bounds a row without gaps.</summary>
    public static byte[]? Read(string text, int start, int runEnd, out int end)
    {
        end = start;
        var row = Pair(text, start) >= 0;
        if (row && (runEnd - start) % 2 == 0 && runEnd - start >= 8 && !text.AsSpan(start, runEnd - start).ContainsAnyExcept(Digits))
        {
            end = runEnd;
            return Convert.FromHexString(text.AsSpan(start, runEnd - start));
        }

        // Pairs: each starts a word of its own.
        var first = start + (text[start] is '0' or '\\' or 'x' ? Prefix(text, start) : 0);
        if (Pair(text, first) < 0 || !EndsPair(text, first + 2))
        {
            return null;
        }

        var bytes = new List<byte>();
        for (var i = first; bytes.Count < MostBytes && Pair(text, i) is >= 0 and var value && EndsPair(text, i + 2);)
        {
            bytes.Add((byte)value);
            end = i + 2;
            i = end;
            while (i < text.Length && i - end < LongestGap && text[i] is ' ' or ',' or '\\' or 'x' or ':' || IsZeroOfPrefix(text, i))
            {
                i++;
            }

            if (i == end)
            {
                break;
            }
        }

        return bytes.Count > 1 ? [.. bytes] : null;
    }

    private static readonly System.Buffers.SearchValues<char> Digits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");

    private static int Prefix(string text, int i) => IsZeroOfPrefix(text, i) ? 2 : text[i] == 'x' ? 1 : 0;

    private static bool IsZeroOfPrefix(string text, int i) => i + 1 < text.Length && text[i] == '0' && text[i + 1] == 'x';

    private static bool EndsPair(string text, int i) => i >= text.Length || !char.IsAsciiLetterOrDigit(text[i]);

    // The value of two digits, or -1. Most words of most texts come here, so nothing is parsed that does not begin with two digits.
    private static int Pair(string text, int i) =>
        i + 1 < text.Length && char.IsAsciiHexDigit(text[i]) && (char.IsAsciiHexDigit(text[i + 1]) || text[i + 1] == '\0')
        && int.TryParse(text.AsSpan(i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) ? value : -1;
}
