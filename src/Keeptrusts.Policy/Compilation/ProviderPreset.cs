namespace Keeptrusts.Policy.Compilation;

/// <summary>What is known about a provider's API, from its public documentation.</summary>
internal sealed record ProviderPreset(string? BaseUrl, bool StreamUsage, string OutputLimitField)
{
    private const string NewerLimit = "max_completion_tokens";

    // Servers that copy the API know the older field; few know the newer one.
    private const string OlderLimit = "max_tokens";

    private static readonly ProviderPreset Compatible = new(null, true, OlderLimit);

    private static readonly Dictionary<string, ProviderPreset> Known = new(StringComparer.Ordinal)
    {
        ["openai"] = new("https://api.openai.com/v1", true, NewerLimit),
        ["azure-openai"] = new(null, true, NewerLimit),
        ["echo"] = new(null, true, NewerLimit),
        ["chat-client"] = new(null, true, NewerLimit),

        // Its streams tell their usage unasked; the output limit goes by one name there, which the translation knows.
        ["anthropic"] = new("https://api.anthropic.com/v1", false, NewerLimit),
        ["groq"] = new("https://api.groq.com/openai/v1", true, NewerLimit),

        // Mistral tells the usage of every stream unasked, and refuses `stream_options.include_usage` (422).
        ["mistral"] = new("https://api.mistral.ai/v1", false, OlderLimit),
        ["deepseek"] = new("https://api.deepseek.com/v1", true, OlderLimit),
        ["google"] = new("https://generativelanguage.googleapis.com/v1beta/openai", true, OlderLimit),
        ["ollama"] = new("http://localhost:11434/v1", true, OlderLimit),
        ["vllm"] = new("http://localhost:8000/v1", true, OlderLimit),
    };

    public static ProviderPreset Of(string provider) => Known.TryGetValue(provider, out var known) ? known : Compatible;
}
