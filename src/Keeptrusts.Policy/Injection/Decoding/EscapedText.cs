using System.Globalization;
using System.Text;

namespace Keeptrusts.Policy.Injection.Decoding;

/// <summary>Undoes percent encoding, HTML entities and <c>\u</c> escapes, each over the part of the text from its first to its last escape.</summary>
internal static class EscapedText
{
    private const int FewestEscapes = 3;

    private static readonly Dictionary<string, char> Named = new(StringComparer.Ordinal)
    {
        ["lt"] = '<',
        ["gt"] = '>',
        ["amp"] = '&',
        ["quot"] = '"',
        ["apos"] = '\'',
        ["nbsp"] = ' ',
        ["lbrack"] = '[',
        ["rbrack"] = ']',
        ["colon"] = ':',
        ["excl"] = '!',
        ["period"] = '.',
        ["comma"] = ',',
        ["num"] = '#',
        ["vert"] = '|',
        ["Tab"] = ' ',
        ["NewLine"] = '\n',
    };

    private delegate int Escape(ReadOnlySpan<char> text, StringBuilder to);

    /// <summary>Whether the text has any of the signs that escapes begin with.</summary>
    public static bool IsPossible(string text) => text.AsSpan().IndexOfAny('%', '&', '\\') >= 0;

    /// <summary>At most one payload per encoding, none longer than <paramref name="most"/>.</summary>
    public static IEnumerable<Payload> In(string text, int most)
    {
        foreach (var (sign, escape) in new (char, Escape)[] { ('%', Percent), ('&', Entity), ('\\', Unicode) })
        {
            if (Undo(text, sign, escape, most) is { } payload)
            {
                yield return payload;
            }
        }
    }

    private static Payload? Undo(string text, char sign, Escape escape, int most)
    {
        var first = text.IndexOf(sign, StringComparison.Ordinal);
        if (first < 0)
        {
            return null;
        }

        var (decoded, count, start, end, last) = (new StringBuilder(), 0, -1, 0, 0);
        for (var i = first; i < text.Length && decoded.Length < most;)
        {
            var length = text[i] == sign ? escape(text.AsSpan(i), decoded) : 0;
            if (length > 0)
            {
                // A row of %xx comes in one piece.
                count += sign == '%' ? length / 3 : 1;
                start = start < 0 ? i : start;
                i += length;
                (end, last) = (i, decoded.Length);
            }
            else
            {
                if (start >= 0)
                {
                    decoded.Append(text[i]);
                }

                i++;
            }
        }

        if (count < FewestEscapes)
        {
            return null;
        }

        // The word around the escapes belongs to it: %69gnore, i%67nore.
        var from = start;
        while (from > 0 && char.IsAsciiLetterOrDigit(text[from - 1]))
        {
            from--;
        }

        var to = end;
        while (to < text.Length && char.IsAsciiLetterOrDigit(text[to]))
        {
            to++;
        }

        return new Payload(text[from..start] + decoded.ToString(0, last) + text[end..to], from, to);
    }

    /// <summary>Rows of <c>%xx</c> are UTF-8.</summary>
    private static int Percent(ReadOnlySpan<char> text, StringBuilder to)
    {
        Span<byte> bytes = stackalloc byte[64];
        var count = 0;
        while (count < bytes.Length && text.Length >= (count * 3) + 3 && text[count * 3] == '%'
            && byte.TryParse(text.Slice((count * 3) + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            bytes[count++] = value;
        }

        to.Append(Encoding.UTF8.GetString(bytes[..count]));
        return count * 3;
    }

    private static int Entity(ReadOnlySpan<char> text, StringBuilder to)
    {
        var end = text[..Math.Min(text.Length, 12)].IndexOf(';');
        if (end < 3)
        {
            return 0;
        }

        var name = text[1..end];
        if (name[0] != '#')
        {
            if (!Named.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var c))
            {
                return 0;
            }

            to.Append(c);
            return end + 1;
        }

        var parsed = name[1] is 'x' or 'X'
            ? int.TryParse(name[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            : int.TryParse(name[1..], NumberStyles.None, CultureInfo.InvariantCulture, out code);
        if (!parsed || !Rune.IsValid(code))
        {
            return 0;
        }

        to.Append(new Rune(code).ToString());
        return end + 1;
    }

    private static int Unicode(ReadOnlySpan<char> text, StringBuilder to)
    {
        if (text.Length < 6 || text[1] != 'u' || !int.TryParse(text.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            return 0;
        }

        to.Append((char)unit);
        return 6;
    }
}
