using System.Diagnostics;
using System.Text;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Harness;

/// <summary>The tests trust the mock upstream, so it is tested by itself: without the gateway, over the same sockets.</summary>
public sealed class MockUpstreamTests : IAsyncLifetime
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private MockUpstream _upstream = null!;

    public async ValueTask InitializeAsync() => _upstream = await MockUpstream.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _upstream.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task Stream_CutInPieces_JoinsToTheText(int size)
    {
        _upstream.Reply = new ChatReply { Text = Samples.Sensitive, Cuts = [size], SplitSurrogates = true };

        var reply = await StreamAsync();

        Assert.Equal(Samples.Sensitive, reply.Content());
        Assert.True(reply is { Done: true, EndedCleanly: true });
        Assert.Equal("stop", reply.FinishReason());
    }

    [Theory]
    [InlineData(true, false, false, 0)]
    [InlineData(false, true, false, 0)]
    [InlineData(false, false, true, 0)]
    [InlineData(true, true, true, 1)]
    public async Task Stream_OddFraming_MeansTheSame(bool carriageReturns, bool comments, bool multiLine, int bytesPerWrite)
    {
        _upstream.Reply = new ChatReply
        {
            Text = "déjà vu 🙂",
            Framing = new SseFraming { CarriageReturns = carriageReturns, Comments = comments, MultiLine = multiLine, BytesPerWrite = bytesPerWrite },
        };

        Assert.Equal("déjà vu 🙂", (await StreamAsync()).Content());
    }

    [Fact]
    public async Task Stream_UsageAskedFor_ComesLastAndIsNullBefore()
    {
        var reply = await StreamAsync(b => b["stream_options"] = new System.Text.Json.Nodes.JsonObject { ["include_usage"] = true });

        Assert.All(reply.Events[..^1], e => Assert.True(e.ContainsKey("usage") && e["usage"] is null));
        Assert.Equal(18, (int)reply.Events[^1]["usage"]!["total_tokens"]!);
        Assert.DoesNotContain((await StreamAsync()).Events, e => e.ContainsKey("usage"));
    }

    [Theory]
    [InlineData(ReplyEnding.Abort, false)]
    [InlineData(ReplyEnding.EndWithoutDone, true)]
    public async Task Stream_Cut_NeverSaysDone(ReplyEnding ending, bool clean)
    {
        _upstream.Reply = new ChatReply { Text = "cut here", Cuts = [2], Ending = ending, EndAfterEvents = 3 };

        var reply = await StreamAsync();

        Assert.Equal(clean, reply.EndedCleanly);
        Assert.False(reply.Done);
        Assert.Equal("cut ", reply.Content());
    }

    [Fact]
    public async Task Stream_ToolCallsAndChoices_AreAllThere()
    {
        _upstream.Reply = new ChatReply { Text = null, Cuts = [3], ToolCalls = [new("call_1", "a", """{"x":1}"""), new("call_2", "b", """{"y":"ż"}""")] };

        var reply = await StreamAsync(b => b["n"] = 2);

        Assert.Equal("""{"x":1}""", reply.Arguments(0));
        Assert.Equal("""{"y":"ż"}""", reply.Arguments(1));
        Assert.Equal("tool_calls", reply.FinishReason(1));
    }

    [Fact]
    public async Task Call_ClientHangsUp_IsNoticedWithATimestamp()
    {
        _upstream.Reply = new ChatReply { Ending = ReplyEnding.Stall, EndAfterEvents = 2 };
        using var leave = new CancellationTokenSource();
        var response = await SendAsync(Requests.Chat(stream: true));
        await _upstream.WaitForRequestAsync(TestContext.Current.CancellationToken);

        var left = Stopwatch.GetTimestamp();
        response.Dispose();

        var seen = await _upstream.Requests[0].Cancelled.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.True(seen >= left);
    }

    private async Task<StreamedReply> StreamAsync(Action<System.Text.Json.Nodes.JsonObject>? change = null)
    {
        using var response = await SendAsync(Requests.Chat(stream: true, change: change));
        return await StreamedReply.ReadAsync(response);
    }

    private Task<HttpResponseMessage> SendAsync(string body) => _http.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, _upstream.BaseUrl + "/chat/completions") { Content = new StringContent(body, Encoding.UTF8, "application/json") },
        HttpCompletionOption.ResponseHeadersRead);
}
