namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>What a value of a chat-completions request is.</summary>
internal enum ChatPlace
{
    /// <summary>Anything else: its strings are text.</summary>
    Any,
    Root,
    Model,
    Stream,
    StreamOptions,
    IncludeUsage,
    Choices,

    /// <summary>Models that a provider may take instead: routing is the gateway's.</summary>
    OtherModels,
    MaxTokens,
    MaxCompletionTokens,
    Store,
    User,
    Messages,
    Message,
    Role,
    Content,
    Part,
    PartText,
    ToolCalls,
    ToolCall,
    FunctionCall,
    Arguments,
    Image,
    Audio,

    /// <summary>Asks for a spoken answer.</summary>
    Spoken,
    File,
    FileId,
    Address,
    Blob,

    /// <summary>An id or signature: passed on as it is.</summary>
    Opaque,
    HostedTool,
}
