using Microsoft.ML.Tokenizers;

namespace Keeptrusts.Gateway.Middleware.Tokens;

/// <summary>
/// Counts tokens with OpenAI's o200k_base encoding: exact for OpenAI's current models, an estimate for others. Text that looks like a
/// special token (<c>&lt;|endoftext|&gt;</c>) counts as the text it is.
/// </summary>
internal static class TokenCounter
{
    private static readonly Lazy<TiktokenTokenizer> Encoding = new(() => TiktokenTokenizer.CreateForEncoding("o200k_base", new Dictionary<string, int>()));

    public static int Count(ReadOnlySpan<char> text) => text.IsEmpty ? 0 : Encoding.Value.CountTokens(text);
}
