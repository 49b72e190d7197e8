using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Telemetry;

/// <summary>Values as the semantic conventions for generative AI spell them (https://opentelemetry.io/docs/specs/semconv/gen-ai/).</summary>
internal static class GenAINames
{
    private static readonly HashSet<string> Reasons = new(StringComparer.Ordinal)
    {
        "stop", "length", "tool_calls", "content_filter", "function_call", "end_turn", "max_tokens", "stop_sequence", "tool_use", "refusal", "pause_turn", "completed", "incomplete", "failed",
    };

    public static string Operation(Surface surface) => surface.Kind switch
    {
        SurfaceKind.Completions => "text_completion",
        SurfaceKind.Embeddings => "embeddings",
        SurfaceKind.Moderations => "moderation",
        _ => "chat",
    };

    public static string Provider(string provider) => provider switch
    {
        "azure-openai" => "azure.ai.openai",
        "mistral" => "mistral_ai",
        "google" => "gcp.gemini",
        _ => provider,
    };

    /// <summary>Why an answer ended; a provider may write anything there, and only words that mean something pass.</summary>
    public static string Reason(string reason) => Reasons.Contains(reason) ? reason : "other";
}
