using Keeptrusts.Gateway.Middleware.Tests.FailureModes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Streams;

/// <summary>Every legal way to write server-sent events, from the socket on.</summary>
public sealed class UpstreamFramingTests(EveryFace gateway) : IClassFixture<EveryFace>
{
    private const string Text = "é ask bob@example.com, 😀 fine";

    /// <summary>Faces and framings by name.</summary>
    public static TheoryData<string, string> Framings()
    {
        var cases = new TheoryData<string, string>();
        foreach (var face in Faces.All)
        {
            foreach (var framing in (string[])["comments", "CRLF", "CR", "several lines", "no space", "each byte alone", "fields that nobody knows", "byte order mark", "all at once"])
            {
                cases.Add(face.Name, framing);
            }
        }

        return cases;
    }

    [Theory, MemberData(nameof(Framings))]
    public async Task Events_InAnyLegalForm_AreReadForWhatTheyAre(string name, string framing)
    {
        var face = Faces.Of(name);
        IReadOnlyList<string> events = name switch
        {
            "responses" => new ResponsesReply { Parts = [Text], Cuts = [3] }.Events(),
            "messages" or "chat-anthropic" => new MessagesReply { Texts = [Text], Cuts = [3] }.Events(),
            "completions" => Chunks(piece => $"\"text\":{Faces.Quoted(piece)}"),
            _ => Chunks(piece => $"\"delta\":{{\"content\":{Faces.Quoted(piece)}}}"),
        };
        var body = string.Concat(events.Select(data => Framed(data, framing)));
        var bytes = framing == "byte order mark" ? "\uFEFF" + body : body;
        await using var upstream = RawUpstream.Saying("HTTP/1.1 200 OK\r\nContent-Type: Text/Event-Stream;charset=UTF-8\r\nConnection: close\r\n\r\n" + bytes, byteByByte: framing == "each byte alone");
        gateway.Begin(upstream: upstream.BaseUrl);
        var answer = await gateway.CallAsync(face, face.Body("hi", stream: true));
        Assert.Equal((200, "é ask [EMAIL_ADDRESS], 😀 fine", false), (answer.Status, face.Said(answer), answer.WasCut));
        Assert.Contains(face.EndMark, answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("a comment", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    public async Task Done_WithoutABlankLineBehindIt_EndsTheStream(string end)
    {
        var face = Faces.Of("chat");
        var body = string.Concat(Chunks(piece => $"\"delta\":{{\"content\":{Faces.Quoted(piece)}}}").SkipLast(1).Select(data => $"data: {data}\n\n")) + "data: [DONE]" + end;
        await using var upstream = RawUpstream.Saying("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n" + body, byteByByte: false);
        gateway.Begin(upstream: upstream.BaseUrl);
        var answer = await gateway.CallAsync(face, face.Body("hi", stream: true));
        Assert.Equal((200, "é ask [EMAIL_ADDRESS], 😀 fine", false), (answer.Status, face.Said(answer), answer.WasCut));
        Assert.EndsWith("data: [DONE]\n\n", answer.Body, StringComparison.Ordinal);
    }

    private static List<string> Chunks(Func<string, string> member) =>
    [
        .. TextCuts.Cut(Text, [3]).Select(piece => Chunk(member(piece), "null")),
        Chunk(member(""), "\"stop\""),
        "[DONE]",
    ];

    private static string Chunk(string said, string finish) => $$"""{"id":"c","object":"x","created":1,"model":"m","choices":[{"index":0,{{said}},"finish_reason":{{finish}}}]}""";

    private static string Framed(string data, string framing)
    {
        var cut = data.IndexOf(',', StringComparison.Ordinal) + 1;
        return framing switch
        {
            "comments" => $": a comment\n:a comment\n\ndata: {data}\n: a comment\n\n",
            "CRLF" => $"data: {data}\r\n\r\n",
            "CR" => $"data: {data}\r\r",
            "several lines" => cut == 0 ? $"data: {data}\n\n" : $"data: {data[..cut]}\ndata: {data[cut..]}\n\n",
            "no space" => $"data:{data}\n\n",
            "fields that nobody knows" => $"id: 7\nretry: 100\nother\nevent: x\ndata: {data}\n\n",
            _ => $"data: {data}\n\n",
        };
    }
}
