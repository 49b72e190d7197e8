namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>The numbers of a usage object, while it is read.</summary>
internal struct UsageFields
{
    private int? _prompt;
    private int? _completion;
    private int _cached;
    private int _reasoning;
    private int _cacheWrite;

    /// <summary>Of answers that are no text.</summary>
    public static UsageFields WithoutOutput => new() { _completion = 0 };

    /// <summary>The usage, once both of its totals were there; a provider's parts are never more than its whole.</summary>
    public readonly ReplyUsage? Whole => _prompt is >= 0 and var prompt && _completion is >= 0 and var completion
        ? new(prompt, completion, Math.Clamp(_cached, 0, prompt), Math.Max(_reasoning, 0), Math.Clamp(_cacheWrite, 0, prompt))
        : null;

    public void Take(ReplyPlace place, int? number)
    {
        switch (place)
        {
            case ReplyPlace.PromptTokens:
                _prompt = number;
                break;
            case ReplyPlace.CompletionTokens:
                _completion = number;
                break;
            case ReplyPlace.CachedTokens:
                _cached = number ?? 0;
                break;
            case ReplyPlace.ReasoningTokens:
                _reasoning = number ?? 0;
                break;
            case ReplyPlace.CacheWriteTokens:
                _cacheWrite = number ?? 0;
                break;
        }
    }
}
