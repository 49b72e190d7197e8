namespace Keeptrusts.Testing.Upstream;

/// <summary>A <see cref="MessagesReply"/> as the JSON of its events, or of the whole message.</summary>
internal sealed class MessagesReplyJson(MessagesReply reply)
{
    private const string Signature = "EqQBCgIYAhIM1gbcDa9GJwZA2b3hGgxBdjrkzLoky3dl1pkiMOYds";

    private string StopReason => reply.ToolCalls.Count > 0 ? "tool_use" : "end_turn";

    public string Whole()
    {
        List<string> blocks = [.. Thinking(), .. reply.Texts.Select(text => $$$"""{"type":"text","text":{{{JsonText.Quote(text)}}}}"""), .. reply.ToolCalls.Select(call => ToolUse(call, call.Arguments))];
        return Message($"[{string.Join(',', blocks)}]", $"\"{StopReason}\"", Usage(7));
    }

    public IReadOnlyList<string> Events()
    {
        List<string> events =
        [
            $$$"""{"type":"message_start","message":{{{Message("[]", "null", Usage(1))}}}}""",
        ];
        var index = 0;
        if (reply.Thinking is { } thinking)
        {
            Block(events, ref index, """{"type":"thinking","thinking":"","signature":""}""",
                [.. Cut(thinking).Select(piece => $$$"""{"type":"thinking_delta","thinking":{{{piece}}}}"""), $$$"""{"type":"signature_delta","signature":"{{{Signature}}}"}"""]);
        }

        foreach (var text in reply.Texts)
        {
            Block(events, ref index, """{"type":"text","text":""}""", Cut(text).Select(piece => $$$"""{"type":"text_delta","text":{{{piece}}}}"""));
        }

        foreach (var call in reply.ToolCalls)
        {
            Block(events, ref index, ToolUse(call, "{}"), [.. Cut("").Concat(Cut(call.Arguments)).Select(piece => $$$"""{"type":"input_json_delta","partial_json":{{{piece}}}}""")]);
        }

        events.Insert(Math.Min(2, events.Count), """{"type": "ping"}""");
        events.Add($$$"""{"type":"message_delta","delta":{"stop_reason":"{{{StopReason}}}","stop_sequence":null},"usage":{"output_tokens":7}}""");
        events.Add("""{"type":"message_stop"}""");
        return events;
    }

    private static string Message(string content, string stopReason, string usage) =>
        $$$"""{"id":"{{{MessagesReply.Id}}}","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":{{{content}}},"stop_reason":{{{stopReason}}},"stop_sequence":null,"usage":{{{usage}}}}""";

    private static string Usage(int output) =>
        $$"""{"input_tokens":12,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":{{output}},"service_tier":"standard"}""";

    private static string ToolUse(MockToolCall call, string input) =>
        $$$"""{"type":"tool_use","id":{{{JsonText.Quote(call.Id)}}},"name":{{{JsonText.Quote(call.Name)}}},"input":{{{input}}}}""";

    private static void Block(List<string> events, ref int index, string start, IEnumerable<string> deltas)
    {
        events.Add($$$"""{"type":"content_block_start","index":{{{index}}},"content_block":{{{start}}}}""");
        foreach (var delta in deltas)
        {
            events.Add($$$"""{"type":"content_block_delta","index":{{{index}}},"delta":{{{delta}}}}""");
        }

        events.Add($$$"""{"type":"content_block_stop","index":{{{index}}}}""");
        index++;
    }

    private IEnumerable<string> Thinking() =>
        reply.Thinking is null ? [] : [$$"""{"type":"thinking","thinking":{{JsonText.Quote(reply.Thinking)}},"signature":"{{Signature}}"}"""];

    private IEnumerable<string> Cut(string text) => TextCuts.Cut(text, reply.Cuts).Select(JsonText.Quote);
}
