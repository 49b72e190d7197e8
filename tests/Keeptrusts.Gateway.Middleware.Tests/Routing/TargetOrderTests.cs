using CsCheck;
using Keeptrusts.Gateway.Middleware.Routing;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Pricing;
using Keeptrusts.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Gateway.Middleware.Tests.Routing;

public sealed class TargetOrderTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData("ordered")]
    [InlineData("round_robin")]
    [InlineData("weighted")]
    [InlineData("lowest_latency")]
    [InlineData("lowest_cost")]
    public void Of_AnyStrategy_HasEachTargetOnce(string strategy)
    {
        var (order, route, targets, _) = Start(strategy, 5);
        for (var call = 0; call < 20; call++)
        {
            Assert.Equal(targets.OrderBy(target => target.Id, StringComparer.Ordinal), order.Of(route.Cleared, targets).OrderBy(target => target.Id, StringComparer.Ordinal));
        }
    }

    [Fact]
    public void Of_OneTarget_AllocatesNothing()
    {
        var (order, route, targets, _) = Start("ordered", 1);
        Assert.Equal(0, Allocation.Least(() => order.Of(route.Cleared, targets)));
    }

    [Fact]
    public void LowestLatency_AnyMeasurements_FollowsThem() => Gen.Int[1, 1000].Array[2, 6].Sample(
        milliseconds =>
        {
            var (order, route, targets, healths) = Start("lowest_latency", milliseconds.Length);
            for (var i = 0; i < milliseconds.Length; i++)
            {
                healths.Of(targets[i]).Whole.Add(TimeSpan.FromMilliseconds(milliseconds[i]));
            }

            Assert.Equal(targets.Select((target, i) => (target, i)).OrderBy(entry => milliseconds[entry.i]).Select(entry => entry.target.Id), order.Of(route.Cleared, targets).Select(target => target.Id));
        },
        iter: 200);

    [Fact]
    public void LowestLatency_OneIsUnknown_IsTriedOnceASecond()
    {
        var (order, route, targets, healths) = Start("lowest_latency", 3);
        healths.Of(targets[0]).Whole.Add(TimeSpan.FromMilliseconds(50));
        healths.Of(targets[2]).Whole.Add(TimeSpan.FromMilliseconds(20));
        Assert.Equal(["t1", "t2", "t0"], order.Of(route.Cleared, targets).Select(target => target.Id));
        Assert.Equal(["t2", "t0", "t1"], order.Of(route.Cleared, targets).Select(target => target.Id));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("t1", order.Of(route.Cleared, targets)[0].Id);
        healths.Of(targets[1]).Whole.Add(TimeSpan.FromMilliseconds(10));
        Assert.Equal(["t1", "t2", "t0"], order.Of(route.Cleared, targets).Select(target => target.Id));
    }

    [Fact]
    public void LowestLatency_NobodyIsKnown_AllTakeTurns()
    {
        var (order, route, targets, _) = Start("lowest_latency", 3);
        Assert.Equal(["t0", "t1", "t2", "t0"], Enumerable.Range(0, 4).Select(_ => order.Of(route.Cleared, targets)[0].Id));
    }

    [Fact]
    public void LowestCost_AnyPrices_FollowsTheCallsBound() => Gen.Select(Gen.Int[0, 50], Gen.Int[0, 50]).Array[2, 6].Sample(
        prices =>
        {
            var (order, route, targets, _) = Start("lowest_cost", prices.Length, i => $", pricing: {{ gpt-4o: {{ input_per_1m_usd: {prices[i].Item1}, output_per_1m_usd: {prices[i].Item2} }} }}");
            var body = route.Cleared.Grant.Request.Body.Length;
            var costs = order.Of(route.Cleared, targets).Select(target => prices[int.Parse(target.Id[1..], System.Globalization.CultureInfo.InvariantCulture)]).Select(price => ((body + 3) * price.Item1) + (200 * price.Item2)).ToList();
            Assert.Equal(costs.Order(), costs);
        },
        iter: 200);

    [Fact]
    public void LowestCost_UnpricedTarget_IsLast()
    {
        var (order, route, targets, _) = Start("lowest_cost", 2, i => i == 0 ? "" : ", pricing: { gpt-4o: { input_per_1m_usd: 900, output_per_1m_usd: 900 } }", "house-model");
        Assert.Equal(["t0", "t1"], order.Of(route.Cleared, targets).Select(target => target.Id)); // Neither has a price of this model.
        (order, route, targets, _) = Start("lowest_cost", 2, i => i == 0 ? "" : ", pricing: { house-model: { input_per_1m_usd: 900, output_per_1m_usd: 900 } }", "house-model");
        Assert.Equal(["t1", "t0"], order.Of(route.Cleared, targets).Select(target => target.Id));
        Assert.Null(PriceTable.Find("openai-compatible", "house-model"));
    }

    private (TargetOrder Order, Route Route, IReadOnlyList<TargetPlan> Targets, TargetHealths Healths) Start(string strategy, int count, Func<int, string>? fields = null, string model = "gpt-4o")
    {
        var targets = string.Concat(Enumerable.Range(0, count).Select(i => $"\n    - {{ id: t{i}, provider: openai-compatible, base_url: 'https://t{i}.example.com/v1'{fields?.Invoke(i)} }}"));
        var route = Calls.Route(
            $$"""
            pack: { name: a, version: 1.0.0, enabled: true }
            policies: { chain: [] }
            providers:
              routing: { strategy: {{strategy}} }
              targets:{{targets}}
            """,
            $$"""{"model":"{{model}}","max_tokens":200,"messages":[{"role":"user","content":"hi"}]}""");
        var healths = new TargetHealths(_time);
        return (new TargetOrder(healths, new TargetPrices(null)), route, route.Cleared.Grant.Candidates, healths);
    }
}
