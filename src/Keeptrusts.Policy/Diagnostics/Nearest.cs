namespace Keeptrusts.Policy.Diagnostics;

/// <summary>Did you mean …? The candidate within a third of the word's length in edits (transpositions count once), or the only one that the word begins.</summary>
internal static class Nearest
{
    private const int LongestWord = 64;
    private const int ShortestPrefix = 3;

    public static string? Of(string word, IEnumerable<string> candidates)
    {
        if (word.Length is 0 or > LongestWord)
        {
            return null;
        }

        string? best = null;
        var limit = word.Length == 1 ? 0 : Math.Max(1, word.Length / 3); // of single letters any is near
        foreach (var candidate in candidates)
        {
            if (candidate.Length > LongestWord || Math.Abs(candidate.Length - word.Length) > limit)
            {
                continue;
            }

            var distance = Distance(Fold(word), Fold(candidate));
            if (distance <= limit && (best is null || distance < limit))
            {
                (best, limit) = (candidate, distance);
            }
        }

        return best ?? Completion(word, candidates);
    }

    /// <summary>The candidate that a word means beyond doubt: the same but for case, hyphens and one slip, and no other is as near.</summary>
    public static string? Certain(string word, IEnumerable<string> candidates)
    {
        const int shortest = 4;
        if (word.Length is < shortest or > LongestWord)
        {
            return null;
        }

        var near = candidates.Where(c => c.Length <= LongestWord && Math.Abs(c.Length - word.Length) <= 1)
            .Select(c => (Word: c, Distance: Distance(Fold(word), Fold(c)))).Where(c => c.Distance <= 1).OrderBy(c => c.Distance).Take(2).ToList();
        return near.Count == 0 || (near.Count == 2 && near[0].Distance == near[1].Distance) ? null : near[0].Word;
    }

    // `hard_cap` is short for `hard_cap_usd`, if for nothing else.
    private static string? Completion(string word, IEnumerable<string> candidates)
    {
        var longer = word.Length < ShortestPrefix ? [] : candidates.Where(c => Fold(c).StartsWith(Fold(word), StringComparison.Ordinal)).Take(2).ToList();
        return longer.Count == 1 ? longer[0] : null;
    }

    // `maxTokens` and `max-tokens` are both near `max_tokens`.
    private static string Fold(string word) => word.Replace('-', '_').ToUpperInvariant();

    private static int Distance(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }

                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                table[i, j] = Math.Min(Math.Min(table[i - 1, j], table[i, j - 1]) + 1, table[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    table[i, j] = Math.Min(table[i, j], table[i - 2, j - 2] + 1);
                }
            }
        }

        return table[a.Length, b.Length];
    }
}
