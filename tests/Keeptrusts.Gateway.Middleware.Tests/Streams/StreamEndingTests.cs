using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Tests.FailureModes;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Streams;

/// <summary>How streams that have begun end before their time, down to the bytes on the connection.</summary>
public sealed class StreamEndingTests(EveryFace gateway) : IClassFixture<EveryFace>
{
    private const string Terminator = "0\r\n\r\n";
    private static readonly string TooLong = string.Concat(Enumerable.Repeat("so it went on and on ", 150));

    [Theory, MemberData(nameof(Faces.Names), MemberType = typeof(Faces))]
    public async Task Complete_AnyFace_EndsWithTheTerminatingChunk(string name)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        face.Say(gateway.Upstream, "write to ann@example.com", 3, ReplyEnding.Complete);
        var (raw, answer) = await AskAsync(face, "");
        Assert.EndsWith("\r\n" + Terminator, raw, StringComparison.Ordinal);
        Assert.Contains(face.EndMark, answer.Body, StringComparison.Ordinal);
        Assert.Equal("write to [EMAIL_ADDRESS]", face.Said(answer));
    }

    [Theory, MemberData(nameof(Faces.Names), MemberType = typeof(Faces))]
    public async Task Blocked_AnyFace_ErrorEventAndNoTerminatingChunk(string name)
    {
        gateway.Begin(EveryFace.Block);
        var face = Faces.Of(name);
        face.Say(gateway.Upstream, "write to ann@example.com please", 3, ReplyEnding.Complete);
        var (raw, answer) = await AskAsync(face, "");
        AssertCut(face, raw, answer, "output_blocked");
        Assert.Equal("write to ", face.Said(answer));
        Assert.Equal(name is "messages" or "responses", answer.Body.Contains("event: error\ndata: ", StringComparison.Ordinal));
        var before = Face.Events(answer)[^2];
        Assert.Equal(name == "messages" ? null : "content_filter", (string?)(before["choices"]?[0]!["finish_reason"] ?? before["response"]?["incomplete_details"]!["reason"]));
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("azure")]
    [InlineData("completions")]
    public async Task Blocked_OneChoiceFinishedAndOneNot_EndsTheUnfinishedOnly(string name)
    {
        gateway.Begin(EveryFace.Block);
        var face = Faces.Of(name);
        face.Reply(gateway.Upstream, new EventsReply([Chunk(0, "done "), Chunk(0, "", "\"stop\""), Chunk(1, "to ann@exam"), Chunk(1, "ple.com, and so on")]));
        var (raw, answer) = await AskAsync(face, ",\"n\":2");
        AssertCut(face, raw, answer, "output_blocked");
        var ends = Face.Events(answer).SelectMany(json => json["choices"]?.AsArray() ?? []).Where(choice => choice!["finish_reason"] is JsonValue).Select(choice => ((int)choice!["index"]!, (string)choice["finish_reason"]!));
        Assert.Equal([(0, "stop"), (1, "content_filter")], ends);

        string Chunk(int index, string text, string finish = "null") =>
            $$"""{"id":"c","object":"x","created":1,"model":"m","choices":[{"index":{{index}},{{(name == "completions" ? $"\"text\":{Faces.Quoted(text)}" : $"\"delta\":{{\"content\":{Faces.Quoted(text)}}}")}},"finish_reason":{{finish}}}]}""";
    }

    [Theory]
    [InlineData("chat", "")]
    [InlineData("azure", "")]
    [InlineData("completions", "")]
    [InlineData("completions", ",\"best_of\":5")]
    public async Task Blocked_ChoicesThatHaveNotBegun_EndToo(string name, string more)
    {
        gateway.Begin(EveryFace.Block);
        var face = Faces.Of(name);
        var text = name == "completions" ? "\"text\":\"to ann@example.com, and\"" : "\"delta\":{\"content\":\"to ann@example.com, and\"}";
        face.Reply(gateway.Upstream, new EventsReply([$$"""{"id":"c","object":"x","created":1,"model":"m","choices":[{"index":1,{{text}},"finish_reason":null}]}"""]));
        var (raw, answer) = await AskAsync(face, ",\"n\":3" + more);
        AssertCut(face, raw, answer, "output_blocked");
        var ends = Face.Events(answer).SelectMany(json => json["choices"]?.AsArray() ?? []).Where(choice => choice!["finish_reason"] is JsonValue).Select(choice => ((int)choice!["index"]!, (string)choice["finish_reason"]!));
        Assert.Equal([(0, "content_filter"), (1, "content_filter"), (2, "content_filter")], ends.Order());
    }

    [Theory]
    [InlineData("chat", "max_completion_tokens")]
    [InlineData("azure", "max_tokens")]
    [InlineData("completions", "max_tokens")]
    [InlineData("chat-anthropic", null)]
    public async Task BudgetCut_OfChunks_SaysLengthThenUsageIfAskedThenTheError(string name, string? limit)
    {
        gateway.Begin(EveryFace.Budget);
        var face = Faces.Of(name);
        face.Say(gateway.Upstream, TooLong, 40, ReplyEnding.Complete);
        foreach (var asked in (bool[])[false, true])
        {
            var (raw, answer) = await AskAsync(face, (limit is null ? "" : $",\"{limit}\":5") + (asked ? ",\"stream_options\":{\"include_usage\":true}" : ""));
            AssertCut(face, raw, answer, "budget_exceeded");
            var events = Face.Events(answer);
            Assert.Equal("length", (string?)events[asked ? ^3 : ^2]["choices"]![0]!["finish_reason"]);
            Assert.Equal(asked, answer.Body.Contains("\"usage\":{", StringComparison.Ordinal));
            var recorded = await gateway.EventAsync(answer);
            Assert.Equal(("cut", true), (recorded.Outcome, recorded.Usage!.Estimated));
            Assert.True(face.Said(answer).Length < TooLong.Length);
            if (asked)
            {
                var usage = events[^2];
                Assert.Empty(usage["choices"]!.AsArray());
                Assert.Equal((recorded.Usage.Prompt, recorded.Usage.Completion, recorded.Usage.Prompt + recorded.Usage.Completion), ((int)usage["usage"]!["prompt_tokens"]!, (int)usage["usage"]!["completion_tokens"]!, (int)usage["usage"]!["total_tokens"]!));
            }
        }
    }

    [Fact]
    public async Task BudgetCut_OfAResponse_IsIncompleteWithUsageThenTheError()
    {
        gateway.Begin(EveryFace.Budget);
        var face = Faces.Of("responses");
        face.Say(gateway.Upstream, TooLong, 40, ReplyEnding.Complete);
        var (raw, answer) = await AskAsync(face, ",\"max_output_tokens\":5");
        AssertCut(face, raw, answer, "budget_exceeded");
        var events = Face.Events(answer);
        var (type, response) = ((string?)events[^2]["type"], events[^2]["response"]!);
        Assert.Equal(("response.incomplete", "incomplete", "max_output_tokens"), (type, (string?)response["status"], (string?)response["incomplete_details"]!["reason"]));
        var recorded = await gateway.EventAsync(answer);
        Assert.Equal((recorded.Usage!.Prompt, recorded.Usage.Completion), ((int)response["usage"]!["input_tokens"]!, (int)response["usage"]!["output_tokens"]!));
        Assert.Equal(face.Said(answer), face.Text(response));
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(json => (int)json["sequence_number"]!));
    }

    [Fact]
    public async Task BudgetCut_OfAMessage_SaysMaxTokensThenTheError()
    {
        gateway.Begin(EveryFace.Budget);
        var face = Faces.Of("messages");
        face.Say(gateway.Upstream, TooLong, 40, ReplyEnding.Complete);
        var (raw, answer) = await AskAsync(face, "");
        AssertCut(face, raw, answer, "budget_exceeded");
        var events = Face.Events(answer);
        Assert.Equal(("content_block_stop", "message_delta", "max_tokens"), ((string?)events[^3]["type"], (string?)events[^2]["type"], (string?)events[^2]["delta"]!["stop_reason"]));
        Assert.Equal((await gateway.EventAsync(answer)).Usage!.Completion, (int)events[^2]["usage"]!["output_tokens"]!);
    }

    [Theory]
    [MemberData(nameof(StreamShapeTests.Endings), MemberType = typeof(StreamShapeTests))]
    public async Task CutByUpstream_AnyFace_ErrorEventAndNoTerminatingChunk(string name, ReplyEnding ending)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        face.Say(gateway.Upstream, "Once upon a time there was a tale.", 4, ending);
        var (raw, answer) = await AskAsync(face, "");
        AssertCut(face, raw, answer, ending != ReplyEnding.ErrorEvent ? "upstream_cut" : name switch { "responses" => "server_error", "messages" => "overloaded_error", _ => "overloaded" });
        Assert.StartsWith("Once", face.Said(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EveryFace.Block, true)]
    [InlineData(EveryFace.Redact, false)]
    public async Task Cut_OverHttp10_ErrorEventThenTheConnectionIsBrokenOff(string policies, bool cut)
    {
        // Proxies that speak HTTP/1.0 to us take a closed connection for the end of a whole answer, and would tell their clients so.
        gateway.Begin(policies);
        var face = Faces.Of("chat");
        face.Say(gateway.Upstream, "write to ann@example.com please", 3, ReplyEnding.Complete);
        var request = RawClient.Post(face.Path, face.Body("hi", stream: true), $"Authorization: Bearer {gateway.Gateway.Token}\r\n").Replace("HTTP/1.1", "HTTP/1.0", StringComparison.Ordinal);
        using var client = await RawClient.SendAsync(gateway.Gateway.Client, request);
        Assert.True(await client.ReadToEndAsync());
        Assert.Equal((cut, cut, !cut), (client.WasReset, client.Heard.Contains("\"code\":\"output_blocked\"", StringComparison.Ordinal), client.Heard.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Faces.Names), MemberType = typeof(Faces))]
    public async Task HeldTail_AtTheEnd_GoesOutBeforeTheFinish(string name)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        face.Say(gateway.Upstream, "it ends in 4111 1111 11", 2, ReplyEnding.Complete);
        var (_, answer) = await AskAsync(face, "");
        var events = Face.Events(answer).ToList();
        Assert.Equal("it ends in 4111 1111 11", face.Said(answer));
        var lastText = events.FindLastIndex(json => face.Piece(json) is { Length: > 0 });
        var finish = events.FindIndex(json => json["choices"]?.AsArray().FirstOrDefault()?["finish_reason"] is JsonValue || (string?)json["type"] is "response.output_text.done" or "content_block_stop");
        Assert.InRange(lastText, 0, finish - 1);
    }

    private async Task<(string Raw, ClientAnswer Answer)> AskAsync(Face face, string more)
    {
        var key = face.KeyHeader is { } header ? $"{header}: {gateway.Gateway.Token}\r\n" : $"Authorization: Bearer {gateway.Gateway.Token}\r\n";
        using var client = await RawClient.SendAsync(gateway.Gateway.Client, RawClient.Post(face.Path, face.Body("hi", stream: true, more), key));
        var closed = await client.ReadUntilAsync(heard => heard.EndsWith("\r\n" + Terminator, StringComparison.Ordinal));
        Assert.Equal((200, closed), (client.Status, !client.Heard.EndsWith(Terminator, StringComparison.Ordinal)));
        var end = client.Heard.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var headers = client.Heard[..end].Split("\r\n").Skip(1).Select(line => line.Split(": ", 2)).ToDictionary(line => line[0].ToLowerInvariant(), line => line[1]);
        return (client.Heard, new ClientAnswer(client.Status, headers, Unchunked(client.Heard[(end + 4)..]), closed));
    }

    // The gateway was told to keep the connection, so that it is closed says that the answer is not whole.
    private static void AssertCut(Face face, string raw, ClientAnswer answer, string code)
    {
        Assert.True(answer.WasCut);
        Assert.DoesNotContain(Terminator, raw, StringComparison.Ordinal);
        Assert.DoesNotContain(face.EndMark, answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", answer.Body, StringComparison.Ordinal);
        Assert.Equal(code, Face.Code(answer));
        Assert.EndsWith("}\n\n", answer.Body, StringComparison.Ordinal);
        Assert.NotNull(Face.Events(answer)[^1]["error"] ?? Face.Events(answer)[^1]["code"]);
    }

    private static string Unchunked(string chunks)
    {
        var rest = Encoding.UTF8.GetBytes(chunks).AsSpan();
        var body = new MemoryStream();
        while (rest.IndexOf("\r\n"u8) is > 0 and var line)
        {
            var length = int.Parse(Encoding.ASCII.GetString(rest[..line]), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            body.Write(rest.Slice(line + 2, length));
            rest = rest[(line + length + 4)..];
        }

        return Encoding.UTF8.GetString(body.ToArray());
    }
}
