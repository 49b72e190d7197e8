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
        var words = LastWords.Of(left);
        return words.Starts != 0 && All(words.Joined, words.Starts);
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
