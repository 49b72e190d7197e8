namespace Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

/// <summary>What a value of a response, or of an event of a streamed one, is.</summary>
internal enum ResponsesPlace
{
    /// <summary>Anything else: its strings are text.</summary>
    Any,

    /// <summary>An event.</summary>
    Root,
    EventType,
    Number,
    OutputIndex,

    /// <summary>Number of a part inside its item.</summary>
    PartIndex,

    /// <summary>What an event adds to a text; some have several.</summary>
    Delta,

    /// <summary>A text of an event itself.</summary>
    RootText,
    RootPart,

    /// <summary>A response.</summary>
    Response,
    Status,
    IncompleteDetails,
    Reason,
    Output,
    Item,
    ItemType,
    ItemId,
    ToolName,
    Arguments,
    ToolInput,
    Code,
    Contents,
    Part,
    PartText,
    PartRefusal,
    Summaries,
    SummaryPart,
    Annotations,
    Annotation,

    /// <summary>A place in the text that an annotation belongs to.</summary>
    Position,
    Logprobs,
    Error,

    /// <summary>What the caller said itself, told back.</summary>
    Echo,
    Opaque,
    Usage,
    InputTokens,
    OutputTokens,
    InputDetails,
    OutputDetails,
    CachedTokens,
    CacheWriteTokens,
    ReasoningTokens,
}
