using System.Diagnostics;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Streams;

/// <summary>A caller who leaves costs nothing more, and what it did cost is on record.</summary>
public sealed class HangUpTests : IClassFixture<GovernedGateway>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    private readonly GovernedGateway _gateway;

    public HangUpTests(GovernedGateway gateway)
    {
        _gateway = gateway;
        _gateway.Upstream.Reset();
    }

    [Fact]
    public async Task Stream_ClientHangsUp_CancelsUpstreamWithin100Milliseconds()
    {
        _gateway.Upstream.Reply = new ChatReply { Text = new string('a', 4000), Cuts = [4], EventDelay = TimeSpan.FromMilliseconds(5) };

        Assert.True(await BestOfAsync(stream: true) < Limit, "Upstream was cancelled too late in every try.");
    }

    [Fact]
    public async Task Stream_ClientHangsUpBeforeTheFirstByte_CancelsUpstreamWithin100Milliseconds()
    {
        _gateway.Upstream.Reply = new SilentReply();

        Assert.True(await BestOfAsync(stream: false) < Limit, "Upstream was cancelled too late in every try.");
    }

    [Fact]
    public async Task Stream_ClientHangsUp_EventSaysWhatWasSpent()
    {
        _gateway.Upstream.Reply = new ChatReply { Text = "Once upon a time there was a tale.", Ending = ReplyEnding.Stall, EndAfterEvents = 6 };
        var response = await _gateway.PostAsync(Requests.Chat("Tell me a tale.", stream: true), TestContext.Current.CancellationToken);
        var id = response.Headers.GetValues("x-request-id").Single();
        await using (var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken))
        {
            await body.ReadAtLeastAsync(new byte[200], 200, cancellationToken: TestContext.Current.CancellationToken);
        }

        response.Dispose();

        using var control = await ControlApi.OpenAsync(_gateway.Host);
        var record = await control.EventAsync(id);
        Assert.Equal("cancelled", (string?)record["outcome"]);
        Assert.True((decimal)record["cost_usd"]! > 0);
        Assert.True((bool)record["usage"]!["estimated"]!);
        Assert.True((int)record["usage"]!["prompt"]! > 0 && (int)record["usage"]!["completion"]! > 0, record["usage"]!.ToJsonString());
    }

    /// <summary>The quickest of many tries: one slow try says something of the machine, all slow ones of the gateway.</summary>
    private async Task<TimeSpan> BestOfAsync(bool stream)
    {
        var best = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < 25 && best >= Limit; attempt++)
        {
            var took = await HangUpAsync(stream);
            best = took < best ? took : best;
        }

        return best;
    }

    private async Task<TimeSpan> HangUpAsync(bool streaming)
    {
        var before = _gateway.Upstream.Calls.Count;
        using var leave = new CancellationTokenSource();
        var call = _gateway.PostAsync(Requests.Chat("Go on.", stream: true), leave.Token);
        await _gateway.Upstream.WaitForRequestAsync(TestContext.Current.CancellationToken);
        var reached = _gateway.Upstream.Calls[before];
        long left;
        if (streaming)
        {
            var response = await call;
            await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            await body.ReadAtLeastAsync(new byte[500], 500, cancellationToken: TestContext.Current.CancellationToken);
            left = Stopwatch.GetTimestamp();
            response.Dispose();
        }
        else
        {
            left = Stopwatch.GetTimestamp();
            await leave.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        var seen = await reached.Cancelled.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return Stopwatch.GetElapsedTime(left, seen);
    }
}
