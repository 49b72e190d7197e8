namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>What a value of a request is.</summary>
internal enum RequestPlace
{
    /// <summary>Anything else: its strings are text.</summary>
    Any,
    Root,
    Model,
    Stream,
    StreamOptions,

    /// <summary>The text to work on, where there are no messages: one, or an array.</summary>
    Prompt,

    /// <summary>One of several: a text, a part, or the ids of tokens.</summary>
    PromptItem,

    /// <summary>Whether the answer begins with the prompt.</summary>
    Echo,
    IncludeUsage,
    Choices,
    BestOf,

    /// <summary>The answer that a caller expects: a text, or parts of one.</summary>
    Prediction,
    PredictionText,
    SummaryText,

    /// <summary>Models that a provider may take instead: routing is the gateway's.</summary>
    OtherModels,
    MaxTokens,
    MaxCompletionTokens,
    MaxOutputTokens,
    Store,
    User,

    /// <summary>What refers to something that the provider keeps.</summary>
    PreviousResponse,
    Conversation,
    StoredPrompt,
    Background,

    /// <summary>An answer that was spoken earlier, which the provider keeps under its id.</summary>
    KeptAudio,
    KeptAudioId,

    /// <summary>Where a tool that the provider runs has its files.</summary>
    Container,
    Skills,

    /// <summary>What the model is told to be.</summary>
    Instructions,

    /// <summary>A text, or items.</summary>
    Input,
    InputItem,
    ItemType,

    /// <summary>What a model says of its reasoning.</summary>
    Summary,
    SummaryPart,
    Messages,
    Message,
    Role,
    Content,
    Part,
    PartText,

    /// <summary>An assistant's refusal.</summary>
    Refusal,

    /// <summary>An assistant's reasoning.</summary>
    Reasoning,
    ToolCalls,
    ToolCall,
    FunctionCall,

    /// <summary>A call of a tool that takes free text.</summary>
    CustomCall,
    ToolName,
    Arguments,

    /// <summary>What a tool of free text is given.</summary>
    ToolInput,

    /// <summary>The tools that may be called.</summary>
    Tools,
    Tool,
    ToolType,

    /// <summary>An image that a provider made.</summary>
    Picture,
    FileData,
    FileAddress,
    FileIds,

    /// <summary>Token probabilities of an earlier answer: they spell its text once more, in pieces that no policy would know.</summary>
    Logprobs,
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

    /// <summary>Who asks, as an object.</summary>
    Identity,

    /// <summary>A text of what the model is told to be, which goes on with the one before.</summary>
    InstructionsText,

    /// <summary>A content block, of which only its <c>type</c> says what its members are.</summary>
    Block,
    BlockType,

    /// <summary>What a model thought, as a block says it.</summary>
    Thinking,

    /// <summary>Shows that the model has thought just that.</summary>
    Signature,

    /// <summary>The content of an image or a document, or where it is.</summary>
    Source,
    SourceType,
    SourceMedia,
    SourceData,

    /// <summary>What a tool is given, as JSON.</summary>
    GivenInput,
}
