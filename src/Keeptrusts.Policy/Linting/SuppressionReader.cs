using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Parsing;

namespace Keeptrusts.Policy.Linting;

/// <summary>Finds the comments that suppress findings.</summary>
internal static class SuppressionReader
{
    private const string Word = "kt-lint-disable";

    public static IReadOnlyList<Suppression> Read(SourceText source, MapNode root)
    {
        var found = new List<Suppression>();
        HashSet<(int, int)>? texts = null;
        (int First, int Target)? known = null;
        for (var at = source.Text.IndexOf(Word, StringComparison.Ordinal); at >= 0; at = source.Text.IndexOf(Word, at + Word.Length, StringComparison.Ordinal))
        {
            if (CommentStart(source.Text, at) is { } hash && !Covers(texts ??= Texts(source, root), hash))
            {
                Read(source, hash, at + Word.Length, ref known, found);
            }
        }

        return found;
    }

    // Only blanks may stand between the sign and the word, and only a blank or nothing before the sign.
    private static int? CommentStart(string text, int word)
    {
        var hash = word - 1;
        while (hash >= 0 && text[hash] is ' ' or '\t')
        {
            hash--;
        }

        return hash >= 0 && text[hash] == '#' && (hash == 0 || char.IsWhiteSpace(text[hash - 1])) ? hash : null;
    }

    private static void Read(SourceText source, int hash, int after, ref (int First, int Target)? known, List<Suppression> found)
    {
        var text = source.Text;
        var end = after;
        while (end < text.Length && text[end] is not ('\n' or '\r'))
        {
            end++;
        }

        var content = text.Substring(after, end - after);
        var dashes = content.IndexOf("--", StringComparison.Ordinal);
        var ids = dashes < 0 ? content : content.Substring(0, dashes);
        var hasReason = dashes >= 0 && content.Substring(dashes + 2).Trim().Length > 0;

        // Thousands of such comments one below the other lead to one line; it is looked for once.
        var line = TargetLine(source, hash, known);
        known = (source.LineOf(hash), line);
        var any = false;
        for (var i = 0; i < ids.Length;)
        {
            var start = i;
            while (i < ids.Length && !char.IsWhiteSpace(ids[i]) && ids[i] != ',')
            {
                i++;
            }

            if (i > start)
            {
                any = true;
                found.Add(new Suppression(ids.Substring(start, i - start), source.Span(after + start, after + i), line, hasReason));
            }

            i++;
        }

        if (!any)
        {
            found.Add(new Suppression("", source.Span(hash, end), line, hasReason));
        }
    }

    /// <summary>The comment's own line, or where it stands alone, the next that holds more than a comment.</summary>
    private static int TargetLine(SourceText source, int hash, (int First, int Target)? known)
    {
        var line = source.LineOf(hash);
        if (!IsBare(source, line))
        {
            return line;
        }

        while (line < source.Lines && IsBare(source, line))
        {
            line++;
            if (known is var (first, target) && line >= first && line <= target)
            {
                return target;
            }
        }

        return line;
    }

    private static bool IsBare(SourceText source, int line)
    {
        var at = source.LineStart(line);
        while (at < source.Text.Length && source.Text[at] is ' ' or '\t')
        {
            at++;
        }

        return at >= source.Text.Length || source.Text[at] is '#' or '\n' or '\r';
    }

    private static bool Covers(HashSet<(int Start, int End)> texts, int offset)
    {
        foreach (var (start, end) in texts)
        {
            if (start <= offset && offset < end)
            {
                return true;
            }
        }

        return false;
    }

    // What looks like a comment may be part of a text. Aliases lead to one node many times, so places are a set.
    private static HashSet<(int Start, int End)> Texts(SourceText source, MapNode root)
    {
        var texts = new HashSet<(int, int)>();
        var seen = new HashSet<DocumentNode>();
        var open = new Stack<DocumentNode>([root]);
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (!seen.Add(node))
            {
                continue;
            }

            switch (node)
            {
                case ScalarNode scalar when scalar.Text.Contains(Word):
                    texts.Add((source.Offset(scalar.Span.Line, scalar.Span.Column), source.Offset(scalar.Span.EndLine, scalar.Span.EndColumn)));
                    break;
                case MapNode map:
                    foreach (var entry in map.Entries)
                    {
                        if (entry.Key.Contains(Word))
                        {
                            texts.Add((source.Offset(entry.KeySpan.Line, entry.KeySpan.Column), source.Offset(entry.KeySpan.EndLine, entry.KeySpan.EndColumn)));
                        }

                        open.Push(entry.Value);
                    }

                    break;
                case ListNode list:
                    foreach (var item in list.Items)
                    {
                        open.Push(item);
                    }

                    break;
            }
        }

        return texts;
    }
}
