using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Pipeline;

/// <summary>Which target is asked first, over real sockets.</summary>
public sealed class StrategyTests
{
    [Theory]
    [InlineData("ordered", "", 8, 0)]
    [InlineData("round_robin", "", 4, 4)]
    [InlineData("weighted", "weight: 3", 6, 2)]
    [InlineData("lowest_cost", "pricing: { gpt-4o: { input_per_1m_usd: 9, output_per_1m_usd: 9 } }", 8, 0)]
    [InlineData("lowest_cost", "pricing: { gpt-4o: { input_per_1m_usd: 9, output_per_1m_usd: 12 } }", 0, 8)]
    public async Task Call_OfManyTargets_GoesWhereTheStrategySays(string strategy, string first, int ofFirst, int ofSecond)
    {
        await using var routed = await RoutedGateway.StartAsync($"routing: {{ strategy: {strategy} }}", first);
        for (var i = 0; i < 8; i++)
        {
            Assert.Equal(200, (await routed.Gateway.CallAsync(RoutedGateway.Hi)).Status);
        }

        Assert.Equal((ofFirst, ofSecond), routed.Asked);
    }

    [Fact]
    public async Task Call_LowestLatency_GoesWhereAnswersComeSooner()
    {
        await using var routed = await RoutedGateway.StartAsync("routing: { strategy: lowest_latency }");
        routed.First.Reply = new ChatReply { FirstByteDelay = TimeSpan.FromMilliseconds(150) };

        // While nobody is known, both have their turn. The gateway's time passes only here, so the first seems slower.
        var slow = routed.Gateway.CallAsync(RoutedGateway.Hi);
        await routed.First.WaitForRequestAsync(TestContext.Current.CancellationToken);
        routed.Gateway.Time.Advance(TimeSpan.FromMilliseconds(150));
        await slow;
        for (var i = 0; i < 5; i++)
        {
            await routed.Gateway.CallAsync(RoutedGateway.Hi);
        }

        Assert.Equal((1, 5), routed.Asked);
    }
}
