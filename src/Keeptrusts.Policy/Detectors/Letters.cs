using Keeptrusts.Policy.Text;

namespace Keeptrusts.Policy.Detectors;

/// <summary>Which characters make words, for boundaries and alphabets. Texts are folded, so ASCII is lower case.</summary>
internal static class Letters
{
    /// <summary>Latin, Greek and Cyrillic letters and combining marks outside ASCII, as the inside of a character class.</summary>
    public const string Wide = WordCharacters.Wide;

    /// <summary>Letters of further scripts, most of which are written without spaces, as the inside of a character class.</summary>
    public const string Other =
        "\u0531-\u0556\u0561-\u0587\u05d0-\u05ea\u0620-\u065f\u066e-\u06d3\u0900-\u0963\u0980-\u0dff\u0e01-\u0e4e\u10a0-\u10ff\u1200-\u135f"
        + "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3";

    /// <inheritdoc cref="WordCharacters.IsWord"/>
    public static bool IsWord(char c) => WordCharacters.IsWord(c);
}
