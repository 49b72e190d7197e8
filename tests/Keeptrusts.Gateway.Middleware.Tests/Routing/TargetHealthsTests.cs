using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Routing;
using Keeptrusts.Policy;
using Keeptrusts.Policy.Plans;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Gateway.Middleware.Tests.Routing;

/// <summary>What is known of targets.</summary>
public sealed class TargetHealthsTests
{
    private static readonly TimeSpan Cooldown = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new(new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly TargetHealths _healths;

    public TargetHealthsTests() => _healths = new(_time);

    [Fact]
    public void Targets_OfABreakerThatOpensAndCloses_SayHowItStandsAndSinceWhen()
    {
        var begun = _time.GetUtcNow();
        var health = _healths.Of(Target("http://127.0.0.1:1/v1"));
        Assert.Equal([new TargetStatus("a", "closed")], _healths.Targets);

        Fail(health);
        Assert.Equal([new TargetStatus("a", "open", begun, "timeout", begun, begun + Cooldown)], _healths.Targets);

        _time.Advance(Cooldown);
        Assert.Equal([new TargetStatus("a", "half_open", begun, "timeout", begun)], _healths.Targets);
        Fail(health); // The call that tries it: the trouble is the old one.
        var again = _time.GetUtcNow();
        Assert.Equal([new TargetStatus("a", "open", begun, "timeout", again, again + Cooldown)], _healths.Targets);

        _time.Advance(Cooldown);
        Assert.True(health.Breaker.TryEnter(out var ticket));
        Assert.True(health.Breaker.Succeeded(ticket));
        Assert.Equal([new TargetStatus("a", "closed", _time.GetUtcNow(), "timeout", again)], _healths.Targets);
    }

    [Fact]
    public void Targets_TwoAddressesOfOneId_AreOneThatIsAsBadAsTheWorst()
    {
        Fail(_healths.Of(Target("http://127.0.0.1:1/v1")));
        _healths.Of(Target("http://127.0.0.1:3/v1"));
        _time.Advance(TimeSpan.FromSeconds(1));
        Fail(_healths.Of(Target("http://127.0.0.1:2/v1")));
        var now = _time.GetUtcNow();
        Assert.Equal([new TargetStatus("a", "open", now, "timeout", now, now + Cooldown)], _healths.Targets);
        Assert.Equal([("a", Cooldown)], _healths.Open());
    }

    private static void Fail(TargetHealth health)
    {
        Assert.True(health.Breaker.TryEnter(out var ticket));
        health.Failed("timeout");
        Assert.True(health.Breaker.Failed(ticket, 1, Cooldown));
    }

    private static TargetPlan Target(string address) => PolicyEngine.Load($$"""
        pack: { name: p, version: 1.0.0, enabled: true }
        policies: { chain: [audit-logger] }
        providers:
          targets:
            - { id: a, provider: openai-compatible, base_url: {{address}}, models: ["*"] }
        """).Plan!.Targets.Single();
}
