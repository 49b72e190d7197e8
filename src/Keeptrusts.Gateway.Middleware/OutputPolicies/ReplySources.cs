using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>What the texts of an answer are for, told by their path inside the message or delta.</summary>
internal static class ReplySources
{
    public static TextSource Of(int choice, string path) => new(TextRole.Assistant, choice, Part(path));

    /// <summary>Whether a text of a tool call is the tool's name.</summary>
    public static bool IsToolName(string path) => Part(path) == TextPart.ToolName;

    /// <summary>Whether a text of a tool call is what the tool is given.</summary>
    public static bool IsToolArguments(string path) => Part(path) == TextPart.ToolArguments;

    private static TextPart Part(string path) => path switch
    {
        "content" or GuardChannelKey.TextPart or ReplyText.OfChoice or "audio.transcript" => TextPart.Content,
        "refusal" or "content[].refusal" => TextPart.Refusal,
        "reasoning_content" or "reasoning" => TextPart.Reasoning,
        "tool_calls[].function.arguments" or "tool_calls[].custom.input" or "function_call.arguments" => TextPart.ToolArguments,
        "tool_calls[].function.name" or "tool_calls[].custom.name" or "function_call.name" => TextPart.ToolName,
        _ when path.StartsWith("reasoning", StringComparison.Ordinal) || path.StartsWith("thinking", StringComparison.Ordinal) => TextPart.Reasoning,
        _ => TextPart.Other,
    };
}
