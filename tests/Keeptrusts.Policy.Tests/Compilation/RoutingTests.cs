using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Policy.Tests.Compilation;

public sealed class RoutingTests
{
    [Fact]
    public void Load_NothingSaid_IsOneAttemptInOrderWithoutBreaker() =>
        Assert.Equal(new RoutingPlan { Cooldown = TimeSpan.FromSeconds(30) }, Plan("").Routing);

    [Fact]
    public void Load_EmptySections_HaveTheDesignsDefaults() => Assert.Equal(
        new RoutingPlan
        {
            Triggers = FallbackTriggers.RateLimit | FallbackTriggers.ServerError | FallbackTriggers.Timeout,
            MaxFallbackAttempts = 3,
            FailureThreshold = 5,
            Cooldown = TimeSpan.FromSeconds(30),
        },
        Plan("routing: {}\n  fallback: {}\n  circuit_breaker: {}").Routing);

    [Theory]
    [InlineData("ordered", RoutingStrategy.Ordered)]
    [InlineData("round_robin", RoutingStrategy.RoundRobin)]
    [InlineData("weighted", RoutingStrategy.Weighted)]
    [InlineData("lowest_latency", RoutingStrategy.LowestLatency)]
    [InlineData("lowest_cost", RoutingStrategy.LowestCost)]
    public void Load_Strategy_IsTheOneWritten(string written, RoutingStrategy expected) =>
        Assert.Equal(expected, Plan($"routing: {{ strategy: {written} }}").Routing.Strategy);

    [Fact]
    public void Load_WrittenNumbers_GoBeforeTheDefaults() => Assert.Equal(
        new RoutingPlan { Triggers = FallbackTriggers.Timeout, MaxFallbackAttempts = 1, FailureThreshold = 2, Cooldown = TimeSpan.FromSeconds(7) },
        Plan("fallback: { triggers: [timeout], max_fallback_attempts: 1 }\n  circuit_breaker: { failure_threshold: 2, cooldown_seconds: 7 }").Routing);

    [Theory]
    [InlineData("fast", "listed", "gpt-4o")]
    [InlineData("gpt-4o-mini", "listed", "gpt-4o-mini")]
    [InlineData("GPT-4O-mini", "listed", "GPT-4O-mini")]
    [InlineData("fast", "any", "fast")]
    [InlineData("gpt-5", "mixed", "gpt-5")]
    [InlineData("fast", "mixed", "gpt-4.1")]
    public void Load_Group_SaysWhatEachTargetIsSent(string name, string target, string model)
    {
        var group = Assert.Single(Plan($"model_groups: [{{ name: {name}, targets: [{target}], aliases: [quick] }}]").Groups);
        Assert.Equal(model, group.ModelOf(Assert.Single(group.Targets)));
        Assert.Equal([name, "quick"], group.Names);
    }

    [Fact]
    public void Load_Group_HasItsTargetsInItsOwnOrder()
    {
        var plan = Plan("model_groups: [{ name: fast, targets: [Mixed, listed] }]");
        var group = Assert.Single(plan.Groups);
        Assert.Equal(["mixed", "listed"], group.Targets.Select(target => target.Id));
        Assert.All(group.Targets, target => Assert.Contains(target, plan.Targets));
        Assert.Equal(["fast", "gpt-4.1", "gpt-4o"], group.AllNames);
    }

    private static PolicyPlan Plan(string providers)
    {
        var loaded = PolicyEngine.Load($$"""
            pack: { name: a, version: 1.0.0, enabled: true }
            policies: { chain: [] }
            providers:
              targets:
                - { id: listed, provider: openai, models: [gpt-4o, gpt-4o-mini] }
                - { id: any, provider: echo }
                - { id: mixed, provider: openai, models: ['gpt-5*', gpt-4.1] }
              {{providers}}
            """);
        Assert.True(loaded.Plan is not null, string.Join('\n', loaded.Diagnostics));
        return loaded.Plan;
    }
}
