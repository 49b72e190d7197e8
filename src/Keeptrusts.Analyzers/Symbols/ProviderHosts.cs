namespace Keeptrusts.Analyzers.Symbols;

/// <summary>The hosts at which providers serve models.</summary>
internal static class ProviderHosts
{
    private static readonly HashSet<string> Hosts = new(StringComparer.OrdinalIgnoreCase)
    {
        "api.openai.com", "api.anthropic.com", "generativelanguage.googleapis.com", "api.mistral.ai", "codestral.mistral.ai", "api.groq.com", "api.together.xyz",
        "api.together.ai", "api.fireworks.ai", "api.perplexity.ai", "api.deepseek.com", "api.x.ai", "api.cohere.com", "api.cohere.ai", "router.huggingface.co",
        "api-inference.huggingface.co", "api.replicate.com", "api.cerebras.ai", "api.sambanova.ai", "integrate.api.nvidia.com", "dashscope.aliyuncs.com",
        "dashscope-intl.aliyuncs.com", "api.moonshot.ai", "api.moonshot.cn", "open.bigmodel.cn", "api.ai21.com", "api.deepinfra.com", "models.inference.ai.azure.com",
        "models.github.ai", "ollama.com",
    };

    private static readonly string[] Suffixes = [".api.openai.com", ".openai.azure.com", ".services.ai.azure.com", ".models.ai.azure.com"];

    // Hosts that serve other things too: what goes to a model is seen by its path.
    private static readonly (string Suffix, string Path)[] ByPath =
    [
        (".cognitiveservices.azure.com", "/openai"),
        ("openrouter.ai", "/api/"),
        ("aiplatform.googleapis.com", "/publishers/"),
        ("aiplatform.googleapis.com", "/endpoints/openapi"),
    ];

    /// <summary>The provider's host of an address; <see langword="null"/> where it is none, or not known for sure.</summary>
    /// <param name="address">The address; parts that are not known are <see cref="KnownText.Hole"/>.</param>
    public static string? Find(string? address) => Split(address) is var (host, port, path) && IsProvider(host, port, path) ? host.Replace(KnownText.Hole, '*') : null;

    /// <summary>Host, port and path of an absolute address. A part that has a hole in it keeps it.</summary>
    public static (string Host, string Port, string Path)? Split(string? address)
    {
        var scheme = address?.IndexOf("://", StringComparison.Ordinal) ?? -1;
        if (address is null || scheme < 2 || address.IndexOf(KnownText.Hole, 0, scheme) >= 0)
        {
            return null;
        }

        var start = scheme + 3;
        var end = address.IndexOfAny(['/', '?', '#'], start);
        var authority = address.Substring(start, (end < 0 ? address.Length : end) - start);
        authority = authority.Substring(authority.LastIndexOf('@') + 1);
        var colon = authority.IndexOf(':');
        return (colon < 0 ? authority : authority.Substring(0, colon), colon < 0 ? "" : authority.Substring(colon + 1), end < 0 ? "" : address.Substring(end));
    }

    private static bool IsProvider(string host, string port, string path) =>
        Hosts.Contains(host)
        || Suffixes.Any(s => host.EndsWith(s, StringComparison.OrdinalIgnoreCase))
        || ByPath.Any(p => host.EndsWith(p.Suffix, StringComparison.OrdinalIgnoreCase) && path.IndexOf(p.Path, StringComparison.OrdinalIgnoreCase) >= 0)
        || IsBedrock(host)
        || (port == "11434" && host is "localhost" or "127.0.0.1" or "ollama");

    private static bool IsBedrock(string host) =>
        host.StartsWith("bedrock-runtime.", StringComparison.OrdinalIgnoreCase) && host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase);
}
