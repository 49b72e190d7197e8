namespace Keeptrusts.Policy.Linting.Secrets;

/// <summary>Values that stand for a secret and are none.</summary>
internal static class Placeholder
{
    private const int ShortestSecret = 8;
    private const double LeastEntropy = 2.5;

    private static readonly string[] Words =
    [
        "changeme", "change_me", "change-me", "placeholder", "example", "redacted", "replace", "your_", "your-", "yourpass", "yourkey", "yourtoken", "yoursecret", "yourapi",
        "xxxx", "****", "....", "dummy", "insert", "todo", "not_set", "notset", "unset", "foobar", "goes-here", "goes_here", "fake", "sample", "<", "${", "{{", "$(", "…",
    ];

    /// <summary>Whether a value of something that is named like a secret is none: it says so, is a reference or a path, or has no randomness.</summary>
    public static bool Is(string value) =>
        value.Length < ShortestSecret
        || value.Any(char.IsWhiteSpace)
        || Names(value)
        || value[0] is '$' or '%' or '/' or '.' or '[' or '{' or '*'
        || value.Contains("://")
        || !(value.Any(char.IsDigit) && value.Any(char.IsLetter))
        || IsWords(value)
        || Entropy(value) < LeastEntropy;

    /// <summary>Whether a value says that it is a placeholder.</summary>
    public static bool Names(string value)
    {
        foreach (var word in Words)
        {
#pragma warning disable CA2249 // netstandard2.0 has no such Contains.
            if (value.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0)
#pragma warning restore CA2249
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Shannon entropy in bits per character; characters beyond ASCII count as one.</summary>
    public static double Entropy(string value)
    {
        var counts = new int[129];
        foreach (var c in value)
        {
            counts[Math.Min((int)c, 128)]++;
        }

        var bits = 0.0;
        foreach (var count in counts.Where(count => count > 0))
        {
            bits -= (double)count / value.Length * Math.Log((double)count / value.Length, 2);
        }

        return bits;
    }

    // my-app-v2, search_team_key_1: words, numbers, and words with a short number behind.
    private static bool IsWords(string value)
    {
        foreach (var part in value.Split('-', '_', '.', ':', '@'))
        {
            var letters = 0;
            while (letters < part.Length && char.IsLetter(part[letters]))
            {
                letters++;
            }

            if (part.Length - letters > 4 || part.Skip(letters).Any(c => !char.IsDigit(c)))
            {
                return false;
            }
        }

        return true;
    }
}
