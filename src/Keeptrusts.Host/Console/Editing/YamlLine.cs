namespace Keeptrusts.Host.Console.Editing;

/// <summary>What one line of YAML says by itself. Columns count from 0.</summary>
/// <param name="Dashes">The columns of its dashes.</param>
/// <param name="ContentColumn">Where its text begins, behind the dashes; where there is none, its end.</param>
/// <param name="Key">Its key, without quotes; <see langword="null"/> where it has none (yet).</param>
/// <param name="ValueColumn">Where the value behind the key begins.</param>
/// <param name="Value">That value, without comment and quotes.</param>
/// <param name="IsBlank">Whether nothing stands there but a comment.</param>
internal sealed record YamlLine(IReadOnlyList<int> Dashes, int ContentColumn, string? Key, int ValueColumn, string Value, bool IsBlank)
{
    public static YamlLine Read(string line)
    {
        var comment = CommentStart(line);
        var text = comment < 0 ? line : line[..comment];
        var at = 0;
        var dashes = new List<int>();
        while (true)
        {
            while (at < text.Length && text[at] == ' ')
            {
                at++;
            }

            if (at >= text.Length || text[at] != '-' || (at + 1 < text.Length && text[at + 1] != ' '))
            {
                break;
            }

            dashes.Add(at++);
        }

        var colon = Colon(text, at);
        var value = colon < 0 ? text.Length : colon + 1;
        while (value < text.Length && text[value] == ' ')
        {
            value++;
        }

        return new(dashes, at, colon < 0 ? null : Bare(text[at..colon]), value, colon < 0 ? "" : Bare(text[value..]), text.AsSpan().Trim().IsEmpty);
    }

    /// <summary>Where a comment begins; -1 where there is none.</summary>
    public static int CommentStart(string line)
    {
        var quote = '\0';
        for (var i = 0; i < line.Length; i++)
        {
            if (quote != '\0')
            {
                quote = line[i] == quote ? '\0' : quote;
            }
            else if (line[i] is '"' or '\'' && (i == 0 || line[i - 1] is ' ' or '[' or '{' or ',' or ':'))
            {
                quote = line[i];
            }
            else if (line[i] == '#' && (i == 0 || line[i - 1] == ' '))
            {
                return i;
            }
        }

        return -1;
    }

    public static string Bare(string text) => text.Trim() is var bare && bare is ['"', .., '"'] or ['\'', .., '\''] ? bare[1..^1] : bare;

    // A colon ends a key only before a blank or at the end of the line, outside of quotes, brackets and braces.
    private static int Colon(string text, int from)
    {
        var quote = '\0';
        for (var i = from; i < text.Length; i++)
        {
            if (quote != '\0')
            {
                quote = text[i] == quote ? '\0' : quote;
            }
            else if (i == from && text[i] is '"' or '\'')
            {
                quote = text[i];
            }
            else if (i == from && text[i] is '[' or '{')
            {
                return -1;
            }
            else if (text[i] == ':' && (i + 1 == text.Length || text[i + 1] == ' '))
            {
                return i;
            }
        }

        return -1;
    }
}
