using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Translation.Anthropic;

/// <summary>Why an answer ended, in the words of chats.</summary>
internal static class StopReasons
{
    /// <param name="message">What has a member <c>stop_reason</c>.</param>
    /// <returns><see langword="null"/> where it has not ended.</returns>
    public static string? Of(JsonElement message) => message.Member("stop_reason") is not { ValueKind: JsonValueKind.String } reason ? null
        : reason.ValueEquals("max_tokens") || reason.ValueEquals("model_context_window_exceeded") ? "length"
        : reason.ValueEquals("tool_use") ? "tool_calls"
        : reason.ValueEquals("refusal") ? "content_filter"
        : "stop";
}
