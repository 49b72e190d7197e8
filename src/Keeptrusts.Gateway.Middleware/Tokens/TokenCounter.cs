using Microsoft.ML.Tokenizers;

namespace Keeptrusts.Gateway.Middleware.Tokens;

/// <summary>
/// Counts tokens with OpenAI's o200k_base encoding: exact for OpenAI's current models, an estimate for others. Text that looks like a
/// special token (<c>&lt;|endoftext|&gt;</c>) counts as the text it is.
/// </summary>
internal static class TokenCounter
{
    private static readonly Lazy<TiktokenTokenizer> Encoding = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base", new Dictionary<string, int>()));

    /// <summary>Longest stretch of letters, of spaces or of signs that is counted in one piece: the encoding's time grows with its square.</summary>
    private const int LongestRun = 256;

    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        var begin = 0;
        var run = 0;
        for (var i = 1; i < text.Length; i++)
        {
            run = Class(text[i]) == Class(text[i - 1]) ? run + 1 : 0;
            if (run >= LongestRun && !char.IsLowSurrogate(text[i]))
            {
                count += Encoding.Value.CountTokens(text[begin..i]);
                begin = i;
                run = 0;
            }
        }

        return begin == text.Length ? count : count + Encoding.Value.CountTokens(text[begin..]);
    }

    private static int Class(char c) => char.IsWhiteSpace(c) ? 0 : char.IsLetter(c) || char.IsSurrogate(c) ? 1 : char.IsDigit(c) ? 2 : 3;
}
