using System.Text;

namespace Keeptrusts.Host.ControlPlane.Knowledge.Reading;

/// <summary>Text of a document without what no database stores and nobody sees.</summary>
internal static class CleanText
{
    public static string Of(ReadOnlySpan<char> text)
    {
        var clean = new StringBuilder(text.Length);
        var gap = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\n')
            {
                TrimEnd(clean);
                clean.Append('\n');
                gap = false;
            }
            else if (char.IsWhiteSpace(c) || char.IsControl(c))
            {
                gap = clean.Length > 0 && clean[^1] != '\n';
            }
            else if (char.IsSurrogate(c) && !(i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1])))
            {
                Append(clean, ref gap, '\ufffd');
            }
            else
            {
                Append(clean, ref gap, c);
                if (char.IsHighSurrogate(c))
                {
                    clean.Append(text[++i]);
                }
            }
        }

        return clean.ToString().Trim();
    }

    private static void Append(StringBuilder clean, ref bool gap, char c)
    {
        if (gap)
        {
            clean.Append(' ');
            gap = false;
        }

        clean.Append(c);
    }

    private static void TrimEnd(StringBuilder clean)
    {
        while (clean.Length > 0 && clean[^1] == ' ')
        {
            clean.Length--;
        }
    }
}
