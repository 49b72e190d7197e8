using Keeptrusts.Policy.Detectors.Secrets;

namespace Keeptrusts.Policy.Linting.Secrets;

/// <summary>Values that stand for a secret and are none.</summary>
internal static class Placeholder
{
    private const int ShortestSecret = 8;
    private const double LeastEntropy = 2.5;

    /// <summary>Whether a value of something that is named like a secret is none: it says so, is a reference or a path, or has no randomness.</summary>
    public static bool Is(string value) =>
        value.Length < ShortestSecret
        || value.Any(char.IsWhiteSpace)
        || Names(value)
        || value[0] is '$' or '%' or '/' or '.' or '[' or '{' or '*'
        || value.Contains("://")
        || !(value.Any(char.IsDigit) && value.Any(char.IsLetter))
        || IsWords(value)
        || Entropy.Of(value.AsSpan()) < LeastEntropy;

    /// <summary>Whether a value says that it is a placeholder.</summary>
    public static bool Names(string value)
    {
        var folded = new char[value.Length];
        value.AsSpan().ToLowerInvariant(folded);
        return SecretPlaceholders.In(folded) || value.Contains("...") || value.Contains('…');
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
