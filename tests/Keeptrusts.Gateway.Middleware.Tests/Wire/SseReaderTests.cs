using System.Text;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Tests.Wire;

public sealed class SseReaderTests
{
    [Theory]
    [InlineData("data: a\n\ndata: b\n\n")]
    [InlineData("data: a\r\n\r\ndata: b\r\n\r\n")]
    [InlineData("data: a\r\rdata: b\r\r")]
    [InlineData("data: a\r\r\ndata: b\n\r\n")]
    [InlineData(": comment\n\ndata:x\n: more\ndata: y\n\n:\n\n")]
    [InlineData("event: e\nid: 1\nretry: 5\ndata: {\ndata: }\n\n")]
    [InlineData("\ufeffdata: é漢😀\n\n")]
    [InlineData("\ufeff\ufeffdata: a\n\ndata: b\n\n")]
    [InlineData("datax: no\n\ndata : no\n\n data: no\n\ndata: yes\n\n")]
    [InlineData("data:  two spaces\n\ndata:\tx\n\n")]
    [InlineData("data: [DONE]\n\n")]
    [InlineData("data: a\n\ndata: unfinished")]
    [InlineData("data: a\n\ndata: unfinished\n")]
    [InlineData("\n\n\ndata: a\n\n\n\n")]
    [InlineData("data\ndata: z\n\n")]
    [InlineData("data: a: b\n\n")]
    public void TryRead_EverySplit_GivesWhatTheWholeTextSays(string stream)
    {
        var bytes = Encoding.UTF8.GetBytes(stream);
        var expected = Naive(stream);
        for (var first = 0; first <= bytes.Length; first++)
        {
            for (var second = first; second <= bytes.Length; second++)
            {
                Assert.Equal(expected, Read(bytes, [first, second]).Events);
            }
        }

        Assert.Equal(expected, Read(bytes, [.. Enumerable.Range(1, bytes.Length)]).Events);
    }

    [Fact]
    public void TryRead_RandomStreams_GivesWhatTheWholeTextSays()
    {
        var random = new Random(8);
        string[] pieces = ["data: ", "data:", "data", ":", "é", "😀", "x", " ", "\n", "\n", "\n\n", "\r", "\r\n", "\r\n\r\n", "[DONE]", "event: a", "\ufeff"];
        for (var round = 0; round < 3000; round++)
        {
            var stream = string.Concat(Enumerable.Range(0, random.Next(25)).Select(_ => pieces[random.Next(pieces.Length)]));
            var bytes = Encoding.UTF8.GetBytes(stream);
            var cuts = Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(bytes.Length + 1)).Order().ToArray();
            Assert.Equal(Naive(stream), Read(bytes, cuts).Events);
        }
    }

    [Theory]
    [InlineData("data: a\n\n", false)]
    [InlineData("data: a\r\n\r\n", false)]
    [InlineData("data: a\r\r", false)]
    [InlineData("data: a\n", true)]
    [InlineData("data: a", true)]
    [InlineData("data: a\n\ndata: b", true)]
    [InlineData("data: a\n\ndata: [DONE]", false)]
    [InlineData("data: a\n\ndata:[DONE]\r\n", false)]
    [InlineData("data: a\n\ndata: [DON", true)]
    [InlineData("data: a\ndata: [DONE]", true)]
    [InlineData("data: a\n\n: [DONE]", true)]
    public void Incomplete_AtTheEnd_SaysWhetherAnEventWasCut(string stream, bool expected) =>
        Assert.Equal(expected, Read(Encoding.UTF8.GetBytes(stream), []).Incomplete);

    [Fact]
    public void TryRead_Done_IsToldApart()
    {
        using var reader = new SseReader(1000);
        Feed(reader, "data: [DONE]\n\ndata: \"[DONE]\"\n\n"u8.ToArray());
        Assert.True(reader.TryRead(out var kind, out _));
        Assert.Equal(SseEventKind.Done, kind);
        Assert.True(reader.TryRead(out kind, out _));
        Assert.Equal(SseEventKind.Data, kind);
    }

    [Theory]
    [InlineData("data: ")]
    [InlineData("data: x\ndata: ")]
    public void TooLarge_EndlessEvent_IsSeenNearTheLimit(string head)
    {
        using var reader = new SseReader(100_000);
        Feed(reader, Encoding.UTF8.GetBytes(head));
        var fed = 0;
        while (!reader.TooLarge)
        {
            Feed(reader, Enumerable.Repeat((byte)'x', 10_000).ToArray());
            reader.TryRead(out _, out _);
            fed += 10_000;
            Assert.True(fed < 400_000);
        }
    }

    [Fact]
    public void TryRead_LongEvents_AreWhole()
    {
        var text = new string('é', 300_000);
        var events = Read(Encoding.UTF8.GetBytes($"data: {text}\n\ndata: {text}!\n\n"), [70_000, 500_000]).Events;
        Assert.Equal([text, text + "!"], events);
    }

    private static (List<string> Events, bool Incomplete) Read(byte[] stream, int[] cuts)
    {
        using var reader = new SseReader(10_000_000);
        var events = new List<string>();
        var position = 0;
        foreach (var cut in (int[])[.. cuts, stream.Length])
        {
            Feed(reader, stream[position..cut]);
            position = cut;
            while (reader.TryRead(out _, out var data))
            {
                events.Add(Encoding.UTF8.GetString(data));
            }
        }

        return (events, reader.Incomplete);
    }

    private static void Feed(SseReader reader, byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var room = reader.GetMemory();
            var count = Math.Min(room.Length, bytes.Length - at);
            bytes.AsSpan(at, count).CopyTo(room.Span);
            reader.Advance(count);
            at += count;
        }
    }

    // WHATWG HTML 9.2.6, on the whole text; events whose data is empty say nothing to an OpenAI client and are left out.
    private static List<string> Naive(string stream)
    {
        var text = stream.StartsWith('\ufeff') ? stream[1..] : stream;
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n')[..^1];
        var events = new List<string>();
        List<string>? data = null;
        foreach (var line in lines)
        {
            if (line.Length == 0)
            {
                if (data is not null && string.Join('\n', data) is { Length: > 0 } whole)
                {
                    events.Add(whole);
                }

                data = null;
                continue;
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? line : line[..colon];
            var value = colon < 0 ? "" : line[(colon + 1)..];
            if (name == "data")
            {
                (data ??= []).Add(value.StartsWith(' ') ? value[1..] : value);
            }
        }

        return events;
    }
}
