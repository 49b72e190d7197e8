using System.Text.RegularExpressions;

namespace Keeptrusts.Host.ControlPlane;

/// <summary>Keys that somebody pasted where no key belongs. Sentences that quote what was typed go through here, so that none comes back.</summary>
internal static partial class KeyMask
{
    // The digits that listings show; with more of them the text is as good as the key.
    private const int Shown = 12;

    public static bool FindsKey(string text) => Key.IsMatch(text);

    /// <summary>The text with every key cut to the part that listings show.</summary>
    public static string Clean(string text) => Key.Replace(text, match => string.Concat(match.ValueSpan[..Shown], "…"));

    [GeneratedRegex("kt_[ag]k_[0-9A-Za-z]{7,}", RegexOptions.CultureInvariant)]
    private static partial Regex Key { get; }
}
