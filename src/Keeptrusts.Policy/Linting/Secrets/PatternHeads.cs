namespace Keeptrusts.Policy.Linting.Secrets;

/// <summary>The texts with which matches of a pattern may begin, read from its first characters, without parsing all of it. It knows what the table of forms uses.</summary>
internal static class PatternHeads
{
    private const int Longest = 6;
    private const string Group = "(?:";

    public static IEnumerable<string> Of(string pattern)
    {
        if (pattern.StartsWith(Group, StringComparison.Ordinal))
        {
            return Alternatives(pattern).SelectMany(Of);
        }

        return pattern[0] == '[' ? Class(pattern) : [Literal(pattern)];
    }

    // What precedes a repeat may be there once at least: the table repeats with `{n}` only at a start.
    private static string Literal(string pattern)
    {
        var text = new System.Text.StringBuilder();
        for (var i = 0; i < pattern.Length && text.Length < Longest && pattern[i] is not ('[' or '(' or '{' or ')' or '|'); i++)
        {
            if (i + 1 < pattern.Length && pattern[i + 1] is '?' or '*')
            {
                break;
            }

            i += pattern[i] == '\\' ? 1 : 0;
            text.Append(pattern[i]);
        }

        return text.Length > 0 ? text.ToString() : throw new FormatException($"`{pattern}` begins with nothing certain");
    }

    // [0-9a-f] → each of its characters.
    private static IEnumerable<string> Class(string pattern)
    {
        for (var i = 1; pattern[i] != ']'; i++)
        {
            var last = pattern[i + 1] == '-' && pattern[i + 2] != ']' ? pattern[i + 2] : pattern[i];
            for (var c = pattern[i]; c <= last; c++)
            {
                yield return c.ToString();
            }

            i += last == pattern[i] ? 0 : 2;
        }
    }

    private static IEnumerable<string> Alternatives(string pattern)
    {
        var (depth, start) = (0, Group.Length);
        for (var i = 0; i < pattern.Length; i++)
        {
            depth += pattern[i] == '(' ? 1 : pattern[i] == ')' ? -1 : 0;
            if ((pattern[i] == '|' && depth == 1) || depth == 0)
            {
                yield return pattern.Substring(start, i - start);
                start = i + 1;
            }

            if (depth == 0)
            {
                yield break;
            }
        }
    }
}
