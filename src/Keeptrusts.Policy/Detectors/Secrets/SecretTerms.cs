namespace Keeptrusts.Policy.Detectors.Secrets;

/// <summary>
/// Terms of which some must stand in the last words, however those are written together: <c>AWS_SECRET_ACCESS_KEY</c>, <c>awsSecretAccessKey</c>, <c>AWS secret access key</c>.
/// </summary>
internal sealed class SecretTerms
{
    // Shorter ones would be found across two words: "okta" in "book tape".
    private const int ShortestInside = 5;

    private readonly string[][] _groups;

    /// <summary>Reads <c>one other &amp; third fourth</c>: one of the terms of every group.</summary>
    public SecretTerms(string terms)
    {
        _groups = [.. terms.Split('&').Select(g => g.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        if (_groups.Any(g => g.Length == 0))
        {
            throw new FormatException($"a group of `{terms}` is empty");
        }
    }

    /// <summary>Whether a term of each group is among the last <see cref="ContextWords.Reach"/> words of a folded text.</summary>
    public bool Precede(ReadOnlySpan<char> left)
    {
        Span<char> joined = stackalloc char[left.Length];
        var first = left.Length;
        var words = 0;
        var starts = 0UL; // by distance from the end; a word further back than 63 letters has none
        for (var i = left.Length - 1; i >= 0; i--)
        {
            if (!Letters.IsWord(left[i]))
            {
                continue;
            }

            joined[--first] = left[i];
            if (i == 0 || !Letters.IsWord(left[i - 1]))
            {
                words++;
                starts |= left.Length - first < 64 ? 1UL << (left.Length - first) : 0;
                if (words == ContextWords.Reach)
                {
                    break;
                }
            }
        }

        return words > 0 && All(joined[first..], starts);
    }

    private bool All(ReadOnlySpan<char> joined, ulong starts)
    {
        foreach (var group in _groups)
        {
            var any = false;
            foreach (var term in group)
            {
                any |= term.Length >= ShortestInside ? joined.IndexOf(term) >= 0 : StartsWord(joined, starts, term);
            }

            if (!any)
            {
                return false;
            }
        }

        return true;
    }

    private static bool StartsWord(ReadOnlySpan<char> joined, ulong starts, string term)
    {
        for (; starts != 0; starts &= starts - 1)
        {
            if (joined[^System.Numerics.BitOperations.TrailingZeroCount(starts)..].StartsWith(term))
            {
                return true;
            }
        }

        return false;
    }
}
