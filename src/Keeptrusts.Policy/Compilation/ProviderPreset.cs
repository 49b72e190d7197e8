namespace Keeptrusts.Policy.Compilation;

/// <summary>What is known about a provider's API.</summary>
internal sealed record ProviderPreset(string? BaseUrl, bool StreamUsage, string OutputLimitField)
{
    private static readonly ProviderPreset OpenAI = new("https://api.openai.com/v1", true, "max_completion_tokens");

    // Servers that copy the API know the older field; few know the newer one.
    private static readonly ProviderPreset Compatible = new(null, true, "max_tokens");
    private static readonly ProviderPreset Echo = new(null, true, "max_completion_tokens");

    public static ProviderPreset Of(string provider) => provider switch
    {
        "openai" => OpenAI,
        "echo" => Echo,
        _ => Compatible,
    };
}
