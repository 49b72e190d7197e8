using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.FailureModes;

/// <summary>A value that stands in the name of a member, where a model gives an object whose members it names itself.</summary>
public sealed class ChosenNameTests(EveryFace gateway) : IClassFixture<EveryFace>
{
    private const string Value = "bob@example.com";
    private const string MessageStart = """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],"stop_reason":null,"usage":{"input_tokens":1,"output_tokens":1}}}""";
    private const string MessageEnd = """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":9}}""";

    /// <summary>Answers with the name in each place that can hold one; <c>NAME</c> stands for it.</summary>
    public static TheoryData<string, string> Whole => new()
    {
        { "chat", Chat("""{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"mail","arguments":{"NAME":1,"n":2}}}]}""") },
        { "chat", Chat("""{"role":"assistant","content":"hi","details":{"deep":[{"NAME":null}]}}""") },
        { "chat", Chat("""{"role":"assistant","content":"hi","NAME":true}""") },
        { "messages", Message("""{"type":"tool_use","id":"t","name":"mail","input":{"NAME":1,"q":"x"}}""") },
        { "messages", Message("""{"type":"server_tool_use","id":"t","name":"mail","input":{"a":{"NAME":1}}}""") },
        { "chat-anthropic", Message("""{"type":"tool_use","id":"t","name":"mail","input":{"NAME":1}}""") },
        { "responses", Response("""{"type":"local_shell_call","id":"l","call_id":"c","status":"completed","action":{"type":"exec","command":["ls"],"env":{"NAME":"1"}}}""") },
        { "responses", Response("""{"type":"file_search_call","id":"f","status":"completed","queries":["q"],"results":[{"file_id":"x","attributes":{"NAME":1}}]}""") },
        { "responses", Response("""{"type":"mcp_list_tools","id":"m","server_label":"s","tools":[{"name":"t","input_schema":{"type":"object","properties":{"NAME":{"type":"string"}}}}]}""") },
    };

    public static TheoryData<string, string[]> Streamed => new()
    {
        { "chat", [Chunk("""{"role":"assistant","content":"hi"}"""), Chunk("""{"details":{"NAME":1}}"""), Chunk("{}", "stop"), "[DONE]"] },
        { "chat", [Chunk("""{"tool_calls":[{"index":0,"id":"c","type":"function","function":{"name":"mail","arguments":{"NAME":1}}}]}"""), Chunk("{}", "tool_calls"), "[DONE]"] },
        {
            "messages",
            [
                MessageStart, """{"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"t","name":"mail","input":{"NAME":1}}}""",
                """{"type":"content_block_stop","index":0}""", MessageEnd, """{"type":"message_stop"}""",
            ]
        },
        {
            "responses",
            [
                """{"type":"response.created","sequence_number":0,"response":{"id":"r","object":"response","created_at":1,"model":"gpt-4o","status":"in_progress","output":[]}}""",
                """{"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"type":"local_shell_call","id":"l","call_id":"c","status":"completed","action":{"type":"exec","command":["ls"],"env":{"NAME":"1"}}}}""",
                """{"type":"response.output_item.done","sequence_number":2,"output_index":0,"item":{"type":"local_shell_call","id":"l","call_id":"c","status":"completed","action":{"type":"exec","command":["ls"],"env":{"NAME":"1"}}}}""",
                """{"type":"response.completed","sequence_number":3,"response":{"id":"r","object":"response","created_at":1,"model":"gpt-4o","status":"completed","output":[{"type":"local_shell_call","id":"l","call_id":"c","status":"completed","action":{"type":"exec","command":["ls"],"env":{"NAME":"1"}}}],"usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}}""",
            ]
        },
    };

    [Theory, MemberData(nameof(Whole))]
    public async Task Value_InAMembersName_BlocksTheWholeAnswer(string name, string reply)
    {
        var face = Faces.Of(name);
        foreach (var written in (string[])[Value, "bob\\u0040example.com"])
        {
            gateway.Begin();
            face.Reply(gateway.Upstream, HttpReply.Json(200, reply.Replace("NAME", written, StringComparison.Ordinal)));
            var answer = await gateway.CallAsync(face, face.Body("hi"));
            Assert.Equal((400, "block"), (answer.Status, answer.Headers["x-keeptrusts-verdict"]));
            Assert.DoesNotContain("example.com", answer.Body, StringComparison.Ordinal);
        }

        gateway.Begin();
        face.Reply(gateway.Upstream, HttpReply.Json(200, reply.Replace("NAME", "a_harmless_name", StringComparison.Ordinal)));
        Assert.Equal(200, (await gateway.CallAsync(face, face.Body("hi"))).Status);
    }

    [Theory, MemberData(nameof(Streamed))]
    public async Task Value_InAMembersName_CutsTheStream(string name, string[] events)
    {
        var face = Faces.Of(name);
        gateway.Begin();
        face.Reply(gateway.Upstream, new EventsReply([.. events.Select(data => data.Replace("NAME", Value, StringComparison.Ordinal))]));
        var answer = await gateway.CallAsync(face, face.Body("hi", stream: true));
        Assert.Contains(name == "responses" ? "content_filter" : "output_blocked", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("example.com", answer.Body, StringComparison.Ordinal);

        gateway.Begin();
        face.Reply(gateway.Upstream, new EventsReply([.. events.Select(data => data.Replace("NAME", "a_harmless_name", StringComparison.Ordinal))]));
        answer = await gateway.CallAsync(face, face.Body("hi", stream: true));
        Assert.Equal((200, false), (answer.Status, answer.WasCut));
        Assert.Contains("a_harmless_name", answer.Body, StringComparison.Ordinal);
    }

    private static string Chat(string message) =>
        $$$"""{"id":"c","object":"chat.completion","created":1,"model":"gpt-4o","choices":[{"index":0,"message":{{{message}}},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}""";

    private static string Chunk(string delta, string? finish = null) =>
        $$$"""{"id":"c","object":"chat.completion.chunk","created":1,"model":"gpt-4o","choices":[{"index":0,"delta":{{{delta}}},"finish_reason":{{{(finish is null ? "null" : $"\"{finish}\"")}}}}]}""";

    private static string Message(string block) =>
        $$$"""{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[{{{block}}}],"stop_reason":"tool_use","usage":{"input_tokens":1,"output_tokens":1}}""";

    private static string Response(string item) =>
        $$$"""{"id":"r","object":"response","created_at":1,"model":"gpt-4o","status":"completed","error":null,"output":[{{{item}}}],"usage":{"input_tokens":1,"output_tokens":1,"total_tokens":2}}""";
}
