using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Tests.Surfaces;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.FailureModes;

/// <summary>A value in an answer that no single event shows whole.</summary>
public sealed class SplitValueTests(EveryFace gateway) : IClassFixture<EveryFace>
{
    private const string Text = "é ask bob@example.com or 4111 1111 1111 1111, 😀";
    private const string Redacted = "é ask [EMAIL_ADDRESS] or [CREDIT_CARD], 😀";

    [Theory, MemberData(nameof(Faces.Names), MemberType = typeof(Faces))]
    public async Task Value_OverChunks_IsRedacted(string name)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        foreach (var cut in (int[])[1, 2, 5, 17, 100])
        {
            face.Say(gateway.Upstream, Text, cut, ReplyEnding.Complete);
            var answer = await gateway.CallAsync(face, face.Body("hi", stream: true));
            Assert.Equal((200, Redacted, false), (answer.Status, face.Said(answer), answer.WasCut));
            Assert.Contains(face.EndMark, answer.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("chat", "delta", "content")]
    [InlineData("azure", "delta", "content")]
    [InlineData("completions", null, "text")]
    public async Task Value_InTheSecondOfTwoChoices_IsRedactedThereOnly(string name, string? delta, string member)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        gateway.Upstream.Reply = new ChatReply { Text = "nothing but prose, and quite long", OtherTexts = [Text], Cuts = [3] };
        gateway.Upstream.Completion = new EventsReply([.. TextCuts.Cut(Text, [3]).SelectMany(piece => (string[])[Chunk(0, "so "), Chunk(1, piece)]), Chunk(0, "", "stop"), Chunk(1, "", "stop"), "[DONE]"]);
        var answer = await gateway.CallAsync(face, face.Body("hi", stream: true, ",\"n\":2"));
        var said = Face.Events(answer).SelectMany(json => json["choices"]!.AsArray()).GroupBy(choice => (int)choice!["index"]!)
            .ToDictionary(choice => choice.Key, choice => string.Concat(choice.Select(one => (string?)(delta is null ? one : one![delta])![member])));
        Assert.Equal((Redacted, false), (said[1], answer.WasCut));
        Assert.Matches("^(nothing but prose, and quite long|(so )+)$", said[0]);

        static string Chunk(int index, string text, string? finish = null) =>
            $$"""{"id":"c","object":"text_completion","created":1,"model":"m","choices":[{"text":{{Faces.Quoted(text)}},"index":{{index}},"logprobs":null,"finish_reason":{{(finish is null ? "null" : $"\"{finish}\"")}}}]}""";
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("chat-anthropic")]
    [InlineData("responses")]
    [InlineData("messages")]
    public async Task Value_InToolArgumentsAndReasoning_IsRedactedWholeAndStreamed(string name)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        MockToolCall[] tools = [new("call_1", "mail", """{"to":"bob@example.com","n":1}""")];
        gateway.Upstream.Reply = new ChatReply { Text = "fine", Reasoning = "think of eve@example.com now", ToolCalls = tools, Cuts = [2] };
        gateway.Upstream.Response = new ResponsesReply { Parts = ["fine"], Reasoning = "think of eve@example.com now", ToolCalls = tools, Cuts = [2] };
        gateway.Upstream.Message = new MessagesReply { Texts = ["fine"], Thinking = "think of eve@example.com now", ToolCalls = tools, Cuts = [2] };
        foreach (var stream in (bool[])[false, true])
        {
            var answer = await gateway.CallAsync(face, face.Body("hi", stream));
            var said = stream ? string.Join('\n', Face.Events(answer).SelectMany(Pieces).GroupBy(piece => piece.Key).Select(pieces => string.Concat(pieces.Select(piece => piece.Value)))) : string.Join('\n', Strings(answer.Json));
            Assert.Equal((200, false), (answer.Status, answer.WasCut));
            Assert.Contains("think of [EMAIL_ADDRESS] now", said, StringComparison.Ordinal);
            Assert.Contains(stream || name != "messages" ? """{"to":"[EMAIL_ADDRESS]","n":1}""" : "\n[EMAIL_ADDRESS]\n", said, StringComparison.Ordinal);
            Assert.DoesNotContain("example.com", answer.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Value_InTheFinalResponsesEvents_IsRedactedInEachOfThem()
    {
        gateway.Begin();
        gateway.Upstream.Response = new ResponsesReply { Parts = [Text, "and " + Text], Reasoning = "why " + Text, ToolCalls = [new("c1", "mail", """{"to":"bob@example.com"}""")], Cuts = [4] };
        var answer = await gateway.CallAsync(Faces.Of("responses"), Faces.Of("responses").Body("hi", stream: true));
        var events = Face.Events(answer);
        string[] repeating = ["response.output_text.done", "response.content_part.done", "response.reasoning_summary_text.done", "response.reasoning_summary_part.done", "response.function_call_arguments.done", "response.output_item.done", "response.completed"];
        foreach (var type in repeating)
        {
            var repeated = events.Where(json => (string?)json["type"] == type).SelectMany(Strings).ToList();
            Assert.Contains(repeated, text => text.Contains("[EMAIL_ADDRESS]", StringComparison.Ordinal));
            Assert.DoesNotContain(repeated, text => text.Contains("example.com", StringComparison.Ordinal) || text.Contains("4111", StringComparison.Ordinal));
        }

        Assert.Equal(ResponsesRun.Texts(events[^1]["response"]!)["1/0/text"], Shown("0/1"));

        string Shown(string at) => string.Concat(events.Where(json => (string?)json["type"] == "response.output_text.delta" && $"{(int)json["content_index"]!}/{(int)json["output_index"]!}" == at).Select(json => (string?)json["delta"]));
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("messages")]
    public async Task Value_OverTwoContentPartsOfTheAnswer_IsRedacted(string name)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        gateway.Upstream.Reply = HttpReply.Json(200, """{"choices":[{"index":0,"message":{"content":[{"type":"text","text":"to bob@exam"},{"type":"text","text":"ple.com!"}]},"finish_reason":"stop"}]}""");
        gateway.Upstream.Response = new ResponsesReply { Parts = ["to bob@exam", "ple.com!"] };
        gateway.Upstream.Message = new MessagesReply { Texts = ["to bob@exam", "ple.com!"] };
        var answer = await gateway.CallAsync(face, face.Body("hi"));
        Assert.Contains("to [EMAIL_ADDRESS]", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("ple.com", answer.Body, StringComparison.Ordinal);
        if (name != "chat")
        {
            var streamed = await gateway.CallAsync(face, face.Body("hi", stream: true));
            Assert.Equal("to [EMAIL_ADDRESS]!", face.Said(streamed));
        }
    }

    // What clients add up: the texts of pieces by the member that they stand in, without ids, names and kinds.
    private static IEnumerable<KeyValuePair<string, string>> Pieces(JsonNode? json) => json switch
    {
        JsonArray items => items.SelectMany(Pieces),
        JsonObject members => members.SelectMany(member => member.Value is JsonValue value && value.TryGetValue(out string? text)
            ? member.Key is "content" or "reasoning_content" or "arguments" or "thinking" or "text" or "partial_json" or "delta" ? [KeyValuePair.Create(member.Key, text)] : []
            : Pieces(member.Value)),
        _ => [],
    };

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Strings(member.Value)),
        JsonArray items => items.SelectMany(Strings),
        JsonValue value when value.TryGetValue(out string? text) => [text],
        _ => [],
    };
}
