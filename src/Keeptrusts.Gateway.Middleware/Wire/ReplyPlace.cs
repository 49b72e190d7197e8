namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>What a value of a chat completion, or of one chunk of a streamed one, is.</summary>
internal enum ReplyPlace
{
    /// <summary>Anything else: its strings are text.</summary>
    Any,
    Root,
    Opaque,
    Error,
    Choices,
    Choice,
    ChoiceIndex,
    FinishReason,
    Logprobs,

    /// <summary>What the model said, where a choice is a text.</summary>
    ChoiceText,

    /// <summary>Vectors, or a moderation's results.</summary>
    Records,
    Record,

    /// <summary><c>message</c> or <c>delta</c>: what the model said.</summary>
    Said,

    /// <summary>An array inside what was said, such as <c>tool_calls</c>.</summary>
    Items,
    Item,
    ItemIndex,
    ItemId,

    /// <summary>A short string that comes whole, such as a role or a function's name.</summary>
    Tag,
    Arguments,
    Usage,
    PromptTokens,
    CompletionTokens,
    PromptDetails,
    CompletionDetails,
    CachedTokens,
    ReasoningTokens,
    CacheWriteTokens,
}
