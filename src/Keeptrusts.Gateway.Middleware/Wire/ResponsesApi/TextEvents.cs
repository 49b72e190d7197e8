namespace Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

/// <summary>Which text an event's name speaks of.</summary>
internal static class TextEvents
{
    public const string Delta = ".delta";
    public const string Done = ".done";

    /// <summary>The text's path; of names that nobody knows, the name itself, so that what it adds up to is one text all the same.</summary>
    public static string Path(string type) => type switch
    {
        "response.output_text.delta" or "response.output_text.done" or "response.reasoning_text.delta" or "response.reasoning_text.done" => ResponsesKey.ContentText,
        "response.refusal.delta" or "response.refusal.done" => ResponsesKey.Refusal,
        "response.reasoning_summary_text.delta" or "response.reasoning_summary_text.done" => ResponsesKey.Summary,
        "response.function_call_arguments.delta" or "response.function_call_arguments.done"
            or "response.mcp_call_arguments.delta" or "response.mcp_call_arguments.done" => ResponsesKey.Arguments,
        "response.custom_tool_call_input.delta" or "response.custom_tool_call_input.done" => ResponsesKey.ToolInput,
        "response.code_interpreter_call_code.delta" or "response.code_interpreter_call_code.done" => ResponsesKey.Code,
        _ => Base(type),
    };

    /// <summary>The member of a <c>.done</c> event that repeats the text; <see langword="null"/>: nobody knows which.</summary>
    public static string? Repeats(string path) => path switch
    {
        ResponsesKey.ContentText or ResponsesKey.Summary => "text",
        ResponsesKey.Refusal => "refusal",
        ResponsesKey.Arguments => "arguments",
        ResponsesKey.ToolInput => "input",
        ResponsesKey.Code => "code",
        _ => null,
    };

    /// <summary>Whether an event ends a text of which only events know, and not by which member it is repeated.</summary>
    public static bool Ends(string type, string path, bool isSameItem) =>
        isSameItem && type.EndsWith(Done, StringComparison.Ordinal) && path.StartsWith("response.", StringComparison.Ordinal) && path.StartsWith(Base(type), StringComparison.Ordinal);

    /// <summary>Whether a response or an event has a text only in part yet.</summary>
    public static bool Begins(string type) =>
        type.EndsWith(".added", StringComparison.Ordinal) || type is "response.created" or "response.in_progress" or "response.queued";

    private static string Base(string type) =>
        type.EndsWith(Delta, StringComparison.Ordinal) ? type[..^Delta.Length]
        : type.EndsWith(Done, StringComparison.Ordinal) ? type[..^Done.Length]
        : type;
}
