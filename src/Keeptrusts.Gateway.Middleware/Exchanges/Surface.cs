namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>What a caller can ask for: each has its own form of requests and answers.</summary>
internal enum SurfaceKind
{
    Chat,
    Completions,
    Embeddings,
    Moderations,
    Responses,
    Messages,
    TokenCounts,
}

/// <summary>
/// The dialect that a caller speaks, as data. What reads it stands in one place of each layer: <c>RequestDialect.Of</c> (requests), <c>ReplyReader</c>,
/// <c>ResponsesReader</c> and <c>MessagesReader</c> (answers), <c>AnswerGuards</c> (policies on answers), <c>EchoProvider</c> (answers of our own), <c>ErrorBody</c> (refusals).
/// </summary>
internal sealed record Surface
{
    private static readonly IReadOnlyList<string> OpenAIWire = ["openai", "azure-openai", "openai-compatible"];

    /// <summary><c>/v1/chat/completions</c>: served by every target.</summary>
    public static Surface Chat { get; } = new() { Kind = SurfaceKind.Chat, Name = "Chat completions", Path = "/chat/completions", Streams = true, TakesUsageOption = true };

    /// <summary><c>/v1/completions</c>, the older form without messages.</summary>
    public static Surface Completions { get; } = new()
    {
        Kind = SurfaceKind.Completions,
        Name = "Completions",
        Path = "/completions",
        Providers = OpenAIWire,
        Streams = true,
        TakesUsageOption = true,
        OutputLimitName = "max_tokens",
    };

    /// <summary><c>/v1/embeddings</c>.</summary>
    public static Surface Embeddings { get; } = new() { Kind = SurfaceKind.Embeddings, Name = "Embeddings", Path = "/embeddings", Providers = OpenAIWire, Speaks = false };

    /// <summary><c>/v1/moderations</c>, which providers do not charge for.</summary>
    public static Surface Moderations { get; } = new()
    {
        Kind = SurfaceKind.Moderations,
        Name = "Moderations",
        Path = "/moderations",
        Providers = ["openai", "openai-compatible"],
        Speaks = false,
        IsFree = true,
    };

    /// <summary><c>/v1/responses</c>.</summary>
    public static Surface Responses { get; } = new()
    {
        Kind = SurfaceKind.Responses,
        Name = "Responses",
        Path = "/responses",
        Providers = ["openai", "azure-openai"],
        Streams = true,
        OutputLimitName = "max_output_tokens",
        KeepsAnswers = true,
    };

    /// <summary><c>/v1/messages</c>, Anthropic's form of a chat.</summary>
    public static Surface Messages { get; } = new() { Kind = SurfaceKind.Messages, Name = "Messages", Path = "/messages", Providers = ["anthropic"], Streams = true, OutputLimitName = "max_tokens" };

    /// <summary><c>/v1/messages/count_tokens</c>: how long a request to it would be. Providers do not charge for it.</summary>
    public static Surface TokenCounts { get; } = new()
    {
        Kind = SurfaceKind.TokenCounts,
        Name = "Token counts",
        Path = "/messages/count_tokens",
        Providers = ["anthropic"],
        Speaks = false,
        IsFree = true,
    };

    /// <summary>Those in OpenAI's dialect.</summary>
    public static IReadOnlyList<Surface> OpenAI { get; } = [Chat, Responses, Completions, Embeddings, Moderations];

    /// <summary>Those in Anthropic's.</summary>
    public static IReadOnlyList<Surface> Anthropic { get; } = [Messages, TokenCounts];

    public static IReadOnlyList<Surface> All { get; } = [.. OpenAI, .. Anthropic];

    public required SurfaceKind Kind { get; init; }

    /// <summary>Name in messages.</summary>
    public required string Name { get; init; }

    /// <summary>The path below a provider's base URL, and below <c>/v1</c> of the gateway.</summary>
    public required string Path { get; init; }

    /// <summary>Dialects of targets that can serve it; empty: all. <c>echo</c> always can.</summary>
    public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>Whether answers can be streamed.</summary>
    public bool Streams { get; init; }

    /// <summary>Whether answers carry text of a model: only those are read by policies and limited by output tokens.</summary>
    public bool Speaks { get; init; } = true;

    /// <summary>Whether streams tell their usage only where <c>stream_options</c> asks for it.</summary>
    public bool TakesUsageOption { get; init; }

    /// <summary>The member that limits output tokens; <see langword="null"/>: the target knows which.</summary>
    public string? OutputLimitName { get; init; }

    /// <summary>Whether providers keep answers unless <c>store</c> says no.</summary>
    public bool KeepsAnswers { get; init; }

    /// <summary>Whether it costs nothing.</summary>
    public bool IsFree { get; init; }

    /// <summary>Whether targets of a dialect can serve it.</summary>
    public bool IsServedBy(string dialect) => Providers.Count == 0 || dialect == "echo" || Providers.Contains(dialect);
}
