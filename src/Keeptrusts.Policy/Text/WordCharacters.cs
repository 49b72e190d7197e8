using System.Buffers;

namespace Keeptrusts.Policy.Text;

/// <summary>Which characters make words, for boundaries and context. Texts are folded, so ASCII is lower case.</summary>
internal static class WordCharacters
{
    /// <summary>Latin, Greek and Cyrillic letters and combining marks outside ASCII, as the inside of a character class.</summary>
    public const string Wide =
        "\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02af\u0300-\u0374\u0376\u0377\u037b-\u037d\u037f\u0386\u0388-\u0481\u0483-\u052f"
        + "\u1d00-\u1dff\u1e00-\u1fff\u2c60-\u2c7f\u2de0-\u2dff\ua640-\ua69f\ua722-\ua7ff\uab30-\uab6f\ufb00-\ufb06";

    private static readonly SearchValues<char> Members = SearchValues.Create(Expand("0-9a-z" + Wide));

    /// <summary>Whether a value next to this character would be the midst of a word: ASCII letters and digits, and letters of <see cref="Wide"/>.</summary>
    public static bool IsWord(char c) => c < 0x80 ? char.IsAsciiLetterOrDigit(c) : Members.Contains(c);

    private static string Expand(string ranges)
    {
        var characters = new System.Text.StringBuilder();
        for (var i = 0; i < ranges.Length; i++)
        {
            var range = i + 2 < ranges.Length && ranges[i + 1] == '-';
            for (int c = ranges[i], last = range ? ranges[i + 2] : c; c <= last; c++)
            {
                characters.Append((char)c);
            }

            i += range ? 2 : 0;
        }

        return characters.ToString();
    }
}
