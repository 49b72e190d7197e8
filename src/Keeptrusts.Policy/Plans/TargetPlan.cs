using Keeptrusts.Policy.Calls;
namespace Keeptrusts.Policy.Plans;

/// <summary>A provider target, checked and complete.</summary>
public sealed record TargetPlan
{
    /// <summary>The target's id in the document.</summary>
    public required string Id { get; init; }

    /// <summary>The provider as written: <c>openai</c>, <c>openai-compatible</c>, <c>echo</c>, …</summary>
    public required string Provider { get; init; }

    /// <summary>How it is spoken to: <c>openai</c>, <c>azure-openai</c>, <c>openai-compatible</c>, <c>anthropic</c>, <c>chat-client</c> or <c>echo</c>; presets speak <c>openai-compatible</c>.</summary>
    public string Dialect => Provider is "openai" or "azure-openai" or "anthropic" or "chat-client" or "echo" ? Provider : "openai-compatible";

    /// <summary>Base URL without a trailing slash, such as <c>https://api.openai.com/v1</c>; <see langword="null"/> for <c>echo</c> and <c>chat-client</c>.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>Where the provider's key comes from; <see langword="null"/> when the target needs none.</summary>
    public SecretReference? Secret { get; init; }

    /// <summary>Globs of the models it serves, ordinal ignore-case; empty means any.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Name under which the host registers the chat client that answers; <see langword="null"/> but for <c>chat-client</c>.</summary>
    public string? Client { get; init; }

    /// <summary>The API's version; <see langword="null"/> but for <c>azure-openai</c>.</summary>
    public string? ApiVersion { get; init; }

    /// <summary>Deployments of <c>azure-openai</c> by model, in any case.</summary>
    public IReadOnlyDictionary<string, string> Deployments { get; init; } = new Dictionary<string, string>();

    /// <summary>The deployment that serves a model at <c>azure-openai</c>: one of its own name, where none is listed.</summary>
    /// <param name="model">The model.</param>
    public string DeploymentOf(string model) => Deployments.TryGetValue(model, out var deployment) ? deployment : model;

    /// <summary>Prices written in the document, by model; they go before the built-in table.</summary>
    public IReadOnlyDictionary<string, ModelPrice> Pricing { get; init; } = new Dictionary<string, ModelPrice>();

    /// <summary>Whether a stream may be asked for usage (<c>stream_options.include_usage</c>).</summary>
    public bool StreamUsage { get; init; } = true;

    /// <summary>The request field that limits output tokens.</summary>
    public string OutputLimitField { get; init; } = "max_completion_tokens";

    /// <summary>Upper bound of one call's cost where its meters cannot be bounded, in US dollars.</summary>
    public decimal? MaxCostPerCallUsd { get; init; }

    /// <summary>What the provider does with data.</summary>
    public DataPolicy DataPolicy { get; init; } = DataPolicy.Undeclared;

    /// <summary>Relative weight for <c>weighted</c> routing.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>How long to wait for the connection.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait for the first byte of the response.</summary>
    public TimeSpan FirstByteTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a response may be silent.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>How long an attempt may take in all.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(600);
}
