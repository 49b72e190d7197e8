namespace Keeptrusts.Policy.Detectors.Secrets;

/// <summary>How evenly a value uses its characters.</summary>
internal static class Entropy
{
    /// <summary>Least entropy of a token, in bits per character: repeated characters are placeholders.</summary>
    public const double OfTokens = 3;

    /// <summary>Shannon entropy in bits per character; characters beyond ASCII count as one.</summary>
    public static double Of(ReadOnlySpan<char> value)
    {
        Span<int> counts = stackalloc int[129];
        counts.Clear();
        foreach (var c in value)
        {
            counts[Math.Min((int)c, 128)]++;
        }

        var bits = 0.0;
        foreach (var count in counts)
        {
            if (count > 0)
            {
                bits -= (double)count / value.Length * Math.Log((double)count / value.Length, 2);
            }
        }

        return bits;
    }
}
