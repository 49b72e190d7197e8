using System.Text.Json.Nodes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.FailureModes;

/// <summary>What clients rely on in a stream beside its text.</summary>
public sealed class StreamShapeTests(EveryFace gateway) : IClassFixture<EveryFace>
{
    private const string Usage = """{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18}""";

    [Theory]
    [InlineData("chat")]
    [InlineData("azure")]
    [InlineData("chat-anthropic")]
    public async Task RoleOnlyFirstChunk_OfEachChoice_IsDelivered(string name)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        face.Say(gateway.Upstream, "bob@example.com", 3, ReplyEnding.Complete);
        var choices = name == "chat-anthropic" ? 1 : 2;
        var answer = await gateway.CallAsync(face, face.Body("hi", stream: true, choices == 1 ? "" : ",\"n\":2"));
        var first = Face.Events(answer).Take(choices).Select(json => json["choices"]![0]!).ToList();
        Assert.All(first, choice => Assert.Equal(("assistant", ""), ((string?)choice["delta"]!["role"], (string?)choice["delta"]!["content"] ?? "")));
        Assert.Equal(Enumerable.Range(0, choices), first.Select(choice => (int)choice["index"]!));
        Assert.Equal(choices, Face.Events(answer).Count(json => json["choices"]!.AsArray().Any(choice => choice!["delta"]!["role"] is not null)));
    }

    [Theory]
    [InlineData("responses", "response.created", "response.in_progress", "response.output_item.added", "response.content_part.added")]
    [InlineData("messages", "message_start", "content_block_start")]
    public async Task OpeningEvents_BeforeAnyText_AreDelivered(string name, params string[] opening)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        face.Say(gateway.Upstream, "bob@example.com", 3, ReplyEnding.Complete);
        var answer = await gateway.CallAsync(face, face.Body("hi", stream: true));
        Assert.Equal(opening, Face.Events(answer).Take(opening.Length).Select(json => (string?)json["type"]));
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("azure")]
    [InlineData("completions")]
    [InlineData("chat-anthropic")]
    public async Task Usage_ForWhoDidNotAsk_IsHiddenAndForWhoDidIsThere(string name)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        face.Say(gateway.Upstream, "Hello.", 3, ReplyEnding.Complete);
        foreach (var options in (string[])["", ",\"stream_options\":null", ",\"stream_options\":{}", ",\"stream_options\":{\"include_usage\":false}"])
        {
            var silent = await gateway.CallAsync(face, face.Body("hi", stream: true, options));
            Assert.DoesNotContain("usage", silent.Body, StringComparison.Ordinal);
            Assert.All(Face.Events(silent), json => Assert.NotEmpty(json["choices"]!.AsArray()));
            Assert.Equal((7, false), await gateway.EventAsync(silent) is var told ? (told.Usage!.Completion, told.Usage.Estimated) : default);
        }

        var asked = await gateway.CallAsync(face, face.Body("hi", stream: true, ",\"stream_options\":{\"include_usage\":true}"));
        var last = Face.Events(asked)[^1];
        Assert.Equal((0, 7), (last["choices"]!.AsArray().Count, (int)last["usage"]!["completion_tokens"]!));
    }

    [Theory]
    [InlineData("chat", true)]
    [InlineData("chat", false)]
    [InlineData("completions", true)]
    [InlineData("completions", false)]
    public async Task Usage_AfterFinishReason_IsKept(string name, bool ownChunk)
    {
        gateway.Begin(EveryFace.Redact + "\n" + EveryFace.Budget);
        var face = Faces.Of(name);
        var text = name == "chat" ? "\"delta\":{\"content\":\"Hello.\"}" : "\"text\":\"Hello.\"";
        var none = name == "chat" ? "\"delta\":{}" : "\"text\":\"\"";

        // Some send usage in a chunk of its own, some with an empty last choice, and some without saying [DONE] after it.
        string[] events = ownChunk
            ? [Chunk(text, "null", null), Chunk(none, "\"stop\"", null), $$"""{"id":"c","object":"x","created":1,"model":"m","choices":[],"usage":{{Usage}}}"""]
            : [Chunk(text, "null", null), Chunk(none, "\"stop\"", null), Chunk(none, "null", Usage)];
        foreach (var done in (string[][])[["[DONE]"], []])
        {
            face.Reply(gateway.Upstream, new EventsReply([.. events, .. done]));
            var answer = await gateway.CallAsync(face, face.Body("hi", stream: true, ",\"stream_options\":{\"include_usage\":true}"));
            Assert.Equal(("Hello.", false), (face.Said(answer), answer.WasCut));
            Assert.Equal(18, (int)Face.Events(answer)[^1]["usage"]!["total_tokens"]!);
            Assert.EndsWith("data: [DONE]\n\n", answer.Body, StringComparison.Ordinal);
            var recorded = await gateway.EventAsync(answer);
            Assert.Equal((11, 7, false, "stop", 0.0000975m), (recorded.Usage!.Prompt, recorded.Usage.Completion, recorded.Usage.Estimated, recorded.FinishReason, recorded.CostUsd));
        }

        string Chunk(string said, string finish, string? usage) =>
            $$"""{"id":"c","object":"x","created":1,"model":"m","choices":[{"index":0,{{said}},"finish_reason":{{finish}}}]{{(usage is null ? "" : ",\"usage\":" + usage)}}}""";
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public async Task CutStream_AnyFace_InventsNoEnd(string name, ReplyEnding ending)
    {
        gateway.Begin(EveryFace.Redact + "\n" + EveryFace.Budget);
        var face = Faces.Of(name);
        face.Say(gateway.Upstream, "Once upon a time there was a tale.", 4, ending);
        var answer = await gateway.CallAsync(face, face.Body("hi", stream: true));
        Assert.Equal((200, true), (answer.Status, answer.WasCut));
        Assert.NotNull(Face.Code(answer));
        Assert.DoesNotContain(face.EndMark, answer.Body, StringComparison.Ordinal);
        Assert.DoesNotMatch("\"(finish_reason|stop_reason)\":\"|response.(completed|incomplete)", answer.Body);
        var recorded = await gateway.EventAsync(answer);
        Assert.Equal(("failed", true, null), (recorded.Outcome, recorded.Usage!.Estimated, recorded.FinishReason));
    }

    [Theory]
    [InlineData("chat", ",\"n\":2", 1, true)]
    [InlineData("chat", ",\"n\":2", 2, false)]
    [InlineData("chat", ",\"best_of\":2", 1, false)]
    [InlineData("completions", ",\"n\":2", 1, true)]
    [InlineData("completions", ",\"best_of\":2", 1, false)]
    [InlineData("completions", ",\"n\":1,\"best_of\":2", 1, false)]
    public async Task Choices_FewerThanAskedForWithoutDone_AreACutStream(string name, string more, int finished, bool cut)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        face.Reply(gateway.Upstream, new EventsReply([.. Enumerable.Range(0, finished).Select(i => $$"""{"id":"c","object":"x","created":1,"model":"m","choices":[{"index":{{i}},{{(name == "chat" ? "\"delta\":{\"content\":\"Hi.\"}" : "\"text\":\"Hi.\"")}},"finish_reason":"stop"}]}""")]));
        var answer = await gateway.CallAsync(face, face.Body("hi", stream: true, more));
        Assert.Equal((cut, !cut, cut ? "upstream_cut" : null), (answer.WasCut, answer.Body.Contains("[DONE]", StringComparison.Ordinal), Face.Code(answer)));
        Assert.Equal(finished, Face.Events(answer).SelectMany(json => json["choices"]?.AsArray() ?? []).Count(choice => choice!["finish_reason"] is JsonValue));
    }

    public static TheoryData<string, ReplyEnding> Endings()
    {
        var cases = new TheoryData<string, ReplyEnding>();
        foreach (var face in Faces.All)
        {
            cases.Add(face.Name, ReplyEnding.Abort);
            cases.Add(face.Name, ReplyEnding.EndWithoutDone);
            cases.Add(face.Name, ReplyEnding.ErrorEvent);
        }

        return cases;
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("azure")]
    public async Task FinishReasonAndToolCallDeltas_Streamed_KeepTheirForm(string name)
    {
        gateway.Begin();
        gateway.Upstream.Reply = new ChatReply { Text = "ask bob@example.com", ToolCalls = [new("call_1", "mail", """{"to":"eve@example.com"}"""), new("call_2", "wait", "{}")], Cuts = [3] };
        var face = Faces.Of(name);
        var deltas = Face.Events(await gateway.CallAsync(face, face.Body("hi", stream: true))).Select(json => json["choices"]![0]!).ToList();
        var calls = deltas.SelectMany(choice => choice["delta"]!["tool_calls"]?.AsArray() ?? []).GroupBy(call => (int)call!["index"]!).ToList();
        Assert.Equal([("call_1", "function", "mail"), ("call_2", "function", "wait")], calls.Select(call => ((string)call.First()!["id"]!, (string)call.First()!["type"]!, (string)call.First()!["function"]!["name"]!)));
        Assert.All(calls, call => Assert.All(call.Skip(1), piece => Assert.Null(piece!["id"])));
        Assert.Equal(["""{"to":"[EMAIL_ADDRESS]"}""", "{}"], calls.Select(call => string.Concat(call.Select(piece => (string?)piece!["function"]!["arguments"]))));
        var ends = deltas.Where(choice => choice["finish_reason"] is JsonValue).ToList();
        Assert.Equal(("tool_calls", 0), ((string?)Assert.Single(ends)["finish_reason"], ends[0]["delta"]!.AsObject().Count));
        Assert.Same(ends[0], deltas[^1]);
        Assert.Equal("ask [EMAIL_ADDRESS]", string.Concat(deltas.Select(choice => (string?)choice["delta"]!["content"])));
    }
}
