using System.Text;
using Keeptrusts.Host.ControlPlane.Knowledge.Reading;

namespace Keeptrusts.Host.ControlPlane.Knowledge;

/// <summary>Cuts a document into passages that are found and quoted as one: whole paragraphs where they fit, else sentences.</summary>
internal static class Passages
{
    /// <summary>Most characters of a passage.</summary>
    public const int Longest = 1200;

    private const int Enough = 700;

    public static IReadOnlyList<DocumentPiece> Of(IReadOnlyList<DocumentPiece> paragraphs)
    {
        var passages = new List<DocumentPiece>();
        var text = new StringBuilder();
        string? place = null;
        foreach (var (at, paragraph) in paragraphs)
        {
            // A passage is of one page or one heading, so that its place is right.
            if (text.Length > 0 && (at != place || text.Length + paragraph.Length > Longest))
            {
                Flush();
            }

            place = at;
            foreach (var part in Cut(paragraph))
            {
                if (text.Length > 0 && text.Length + part.Length + 1 > Longest)
                {
                    Flush();
                }

                text.Append(text.Length > 0 ? "\n" : "").Append(part);
                if (text.Length >= Enough)
                {
                    Flush();
                }
            }
        }

        Flush();
        return passages;

        void Flush()
        {
            if (text.Length > 0)
            {
                passages.Add(new(place, text.ToString()));
                text.Clear();
            }
        }
    }

    private static IEnumerable<string> Cut(string paragraph)
    {
        for (var from = 0; from < paragraph.Length;)
        {
            var length = paragraph.Length - from <= Longest ? paragraph.Length - from : End(paragraph.AsSpan(from, Longest));
            yield return paragraph.Substring(from, length).Trim();
            from += length;
        }
    }

    private static int End(ReadOnlySpan<char> text)
    {
        for (var i = text.Length - 1; i > Enough; i--)
        {
            if (text[i] is ' ' or '\n' && text[i - 1] is '.' or '!' or '?' or '。' or '\n')
            {
                return i + 1;
            }
        }

        return text.LastIndexOf(' ') is > 0 and var space ? space + 1 : char.IsHighSurrogate(text[^1]) ? text.Length - 1 : text.Length;
    }
}
