namespace Keeptrusts.Policy.Selectors;

/// <summary>What two globs have to do with each other, whatever the case of their letters.</summary>
internal static class GlobOverlap
{
    /// <summary>Whether some text matches both. Takes one glob × the other in steps.</summary>
    public static bool Meet(string a, string b)
    {
        // Row i, column j: whether what is left of a after i and of b after j has a text in common.
        var next = new bool[b.Length + 1];
        for (var i = a.Length; i >= 0; i--)
        {
            var row = new bool[b.Length + 1];
            for (var j = b.Length; j >= 0; j--)
            {
                row[j] = (i, j) switch
                {
                    _ when i == a.Length && j == b.Length => true,
                    _ when i < a.Length && a[i] == '*' => next[j] || (j < b.Length && row[j + 1]),
                    _ when j < b.Length && b[j] == '*' => row[j + 1] || (i < a.Length && next[j]),
                    _ => i < a.Length && j < b.Length && char.ToUpperInvariant(a[i]) == char.ToUpperInvariant(b[j]) && next[j + 1],
                };
            }

            next = row;
        }

        return next[0];
    }

    /// <summary>Whether everything that a glob matches is matched by another. A star of the inner one can only be covered by one of the outer.</summary>
    public static bool Covers(string outer, string inner) => Glob.IsMatch(outer, inner);
}
