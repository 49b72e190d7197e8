using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Pipeline;

/// <summary>Targets that keep failing, over real sockets.</summary>
public sealed class BreakerTests
{
    private const string Breaker = "circuit_breaker: { failure_threshold: 2, cooldown_seconds: 30 }";
    private const string BreakerAndFallback = "circuit_breaker: { failure_threshold: 2, cooldown_seconds: 30 }\n  fallback: {}";

    [Fact]
    public async Task Call_TargetKeepsFailing_IsLeftAloneThenTriedByOneCall()
    {
        await using var routed = await RoutedGateway.StartAsync(BreakerAndFallback);
        routed.First.Reply = HttpReply.Error(500, "no", "a");
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(200, (await routed.Gateway.CallAsync(RoutedGateway.Hi)).Status);
        }

        Assert.Equal((2, 5), routed.Asked);
        Assert.Contains("\"targets\":{\"first\":\"failing, tried again in 30 s\"}", await ReadyAsync(routed), StringComparison.Ordinal);

        routed.Gateway.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(200, (await routed.Gateway.CallAsync(RoutedGateway.Hi)).Status); // The one call that tries it; it still fails.
        Assert.Equal(200, (await routed.Gateway.CallAsync(RoutedGateway.Hi)).Status);
        Assert.Equal((3, 7), routed.Asked);

        routed.Gateway.Time.Advance(TimeSpan.FromSeconds(30));
        routed.First.Reply = new ChatReply();
        Assert.Equal(200, (await routed.Gateway.CallAsync(RoutedGateway.Hi)).Status);
        Assert.Equal(200, (await routed.Gateway.CallAsync(RoutedGateway.Hi)).Status);
        Assert.Equal((5, 7), routed.Asked);
        Assert.Equal("{\"status\":\"ready\"}", await ReadyAsync(routed));
    }

    [Fact]
    public async Task Call_EveryTargetIsLeftAlone_Is503WithTheTimeToWait()
    {
        await using var routed = await RoutedGateway.StartAsync(Breaker, second: null);
        routed.First.Reply = HttpReply.Error(500, "no", "a");
        await routed.Gateway.CallAsync(RoutedGateway.Hi);
        await routed.Gateway.CallAsync(RoutedGateway.Hi);
        routed.Gateway.Time.Advance(TimeSpan.FromSeconds(10.5));
        var answer = await routed.Gateway.CallAsync(RoutedGateway.Hi);
        Assert.Equal((503, "no_target_available", "upstream_error", "20"), (answer.Status, answer.Error["code"]!.GetValue<string>(), answer.Error["type"]!.GetValue<string>(), answer["retry-after"]));
        Assert.Equal(2, routed.Asked.First);
        Assert.Contains("\"status\":\"ready\"", await ReadyAsync(routed), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reload_OfTheDocument_DoesNotForget()
    {
        await using var routed = await RoutedGateway.StartAsync(Breaker);
        routed.First.Reply = HttpReply.Error(500, "no", "a");
        await routed.Gateway.CallAsync(RoutedGateway.Hi);
        routed.Load(Breaker, "weight: 3");
        await routed.Gateway.CallAsync(RoutedGateway.Hi);
        Assert.Equal(200, (await routed.Gateway.CallAsync(RoutedGateway.Hi)).Status);
        Assert.Equal((2, 1), routed.Asked);
    }

    [Fact]
    public async Task Call_RateLimitsAndRefusals_AreNoFailuresOfTheTarget()
    {
        await using var routed = await RoutedGateway.StartAsync(Breaker, second: null);
        foreach (var status in (int[])[429, 429, 429, 400, 401, 404])
        {
            routed.First.Enqueue(HttpReply.Error(status, "no", "a"));
            Assert.Equal(status, (await routed.Gateway.CallAsync(RoutedGateway.Hi)).Status);
        }

        Assert.Equal(200, (await routed.Gateway.CallAsync(RoutedGateway.Hi)).Status);
    }

    [Theory]
    [InlineData(ReplyEnding.Abort)]
    [InlineData(ReplyEnding.ErrorEvent)]
    [InlineData(ReplyEnding.EndWithoutDone)]
    public async Task Stream_CutInTheMiddleAgainAndAgain_OpensTheBreaker(ReplyEnding ending)
    {
        await using var routed = await RoutedGateway.StartAsync(Breaker);
        routed.First.Reply = new ChatReply { Ending = ending };
        await routed.Gateway.CallAsync(RoutedGateway.HiStreamed);
        await routed.Gateway.CallAsync(RoutedGateway.HiStreamed);
        Assert.Equal("Hello from upstream.", (await routed.Gateway.CallAsync(RoutedGateway.HiStreamed)).Said);
        Assert.Equal((2, 1), routed.Asked);
    }

    [Fact]
    public async Task Stream_TryingTheTarget_LetsOthersInAsSoonAsItSpeaks()
    {
        await using var routed = await RoutedGateway.StartAsync(Breaker, second: null);
        routed.First.Enqueue(HttpReply.Error(500, "no", "a"), HttpReply.Error(500, "no", "a"), new ChatReply { Ending = ReplyEnding.Stall });
        await routed.Gateway.CallAsync(RoutedGateway.Hi);
        await routed.Gateway.CallAsync(RoutedGateway.Hi);
        routed.Gateway.Time.Advance(TimeSpan.FromSeconds(30));
        using var stalled = await routed.Gateway.SendAsync(RoutedGateway.HiStreamed, cancellationToken: TestContext.Current.CancellationToken);
        await using var body = await stalled.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        Assert.True(await body.ReadAsync(new byte[64], TestContext.Current.CancellationToken) > 0);
        Assert.Equal(200, (await routed.Gateway.CallAsync(RoutedGateway.Hi)).Status);
    }

    [Fact]
    public async Task Call_TryingTheTargetButRefusedItsMoney_LeavesTheTryToTheNext()
    {
        await using var routed = await RoutedGateway.StartAsync(Breaker, second: null, policy: "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 0.02 }] }");
        routed.First.Enqueue(HttpReply.Error(500, "no", "a"), HttpReply.Error(500, "no", "a"));
        const string Small = """{"model":"gpt-4o","max_tokens":10,"messages":[]}""";
        await routed.Gateway.CallAsync(Small);
        await routed.Gateway.CallAsync(Small);
        routed.Gateway.Time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(429, (await routed.Gateway.CallAsync("""{"model":"gpt-4o","max_tokens":100000,"messages":[]}""")).Status);
        Assert.Equal(200, (await routed.Gateway.CallAsync(Small)).Status);
    }

    private static async Task<string> ReadyAsync(RoutedGateway routed)
    {
        using var response = await routed.Gateway.Client.GetAsync("/readyz", TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
