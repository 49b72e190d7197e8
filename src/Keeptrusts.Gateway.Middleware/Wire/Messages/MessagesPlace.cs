namespace Keeptrusts.Gateway.Middleware.Wire.Messages;

/// <summary>What a value of a message, or of an event of a streamed one, is.</summary>
internal enum MessagesPlace
{
    /// <summary>Anything else: its strings are text.</summary>
    Any,

    /// <summary>A message or an event.</summary>
    Root,
    Type,
    Index,

    /// <summary>The message that an event begins.</summary>
    Message,
    Content,
    Block,
    BlockType,
    BlockText,
    Thinking,
    ToolName,

    /// <summary>What a tool is given, as JSON.</summary>
    Input,
    Signature,

    /// <summary>What an event adds to a block.</summary>
    Delta,
    DeltaText,
    DeltaThinking,
    DeltaInput,
    StopReason,
    Usage,
    InputTokens,
    OutputTokens,
    CacheRead,
    CacheWritten,
    Error,
    Opaque,
}
