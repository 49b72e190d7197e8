using System.Buffers;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Tokens;

/// <summary>Sizes of prompts.</summary>
internal static class PromptTokens
{
    // OpenAI frames each message with about four tokens and the answer with three (OpenAI cookbook, "How to count tokens").
    private const int PerMessage = 4;
    private const int PerAnswer = 3;

    /// <summary>Tokens of all texts of the request, with the framing of messages.</summary>
    public static int Count(ModelRequest request)
    {
        var count = PerAnswer + (PerMessage * request.MessageCount) + request.TokenIds;
        var body = request.Body.Span;
        foreach (var slot in request.Texts)
        {
            var raw = slot.Raw(body);
            var chars = ArrayPool<char>.Shared.Rent(raw.Length);
            var text = chars.AsSpan(0, JsonText.Decode(raw, slot.Escaped, chars));
            count += TokenCounter.Count(text);
            text.Clear();
            ArrayPool<char>.Shared.Return(chars);
        }

        return count;
    }

    /// <summary>An upper bound that costs nothing: no token is shorter than a byte, and a message's JSON is longer than its framing.</summary>
    public static int CheapBound(ModelRequest request) => request.Body.Length + PerAnswer;
}
