namespace Keeptrusts.Policy.Selectors;

/// <summary>The only pattern of selectors and model lists: <c>*</c> is any run of characters, <c>/</c> and <c>:</c> included; the whole text must match, whatever its case.</summary>
public static class Glob
{
    /// <summary>Whether a text matches a pattern. Takes at most pattern × text steps and allocates nothing.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="text">The text.</param>
    public static bool IsMatch(string pattern, string text)
    {
        int p = 0, t = 0, star = -1, resume = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = t;
            }
            else if (p < pattern.Length && Same(pattern[p], text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }

        return p == pattern.Length;
    }

    /// <summary>Whether a text matches any of the patterns.</summary>
    /// <param name="patterns">The patterns.</param>
    /// <param name="text">The text.</param>
    public static bool IsAnyMatch(IReadOnlyList<string> patterns, string text)
    {
        for (var i = 0; i < patterns.Count; i++)
        {
            if (IsMatch(patterns[i], text))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an allow-list and a deny-list let a name pass: the deny-list wins.</summary>
    /// <param name="allowed">Globs; <see langword="null"/>: any name.</param>
    /// <param name="denied">Globs.</param>
    /// <param name="name">The name.</param>
    internal static bool Admits(IReadOnlyList<string>? allowed, IReadOnlyList<string> denied, string name) =>
        !IsAnyMatch(denied, name) && (allowed is null || IsAnyMatch(allowed, name));

    /// <summary>What characters that count as the same become.</summary>
    internal static char Fold(char c) => char.ToUpperInvariant(c);

    /// <summary>Whether a pattern is a plain name, which only the same name matches.</summary>
    internal static bool IsName(string pattern)
    {
        foreach (var c in pattern)
        {
            if (c == '*')
            {
                return false;
            }
        }

        return true;
    }

    private static bool Same(char a, char b) => a == b || Fold(a) == Fold(b);
}
