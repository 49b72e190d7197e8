using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Selectors;

namespace Keeptrusts.Policy.Compilation;

/// <summary>How targets are chosen, as written → with every default filled in.</summary>
internal static class RoutingCompiler
{
    public static RoutingPlan Compile(PolicyDocument document)
    {
        var providers = document.Root.Map("providers");
        var (fallback, breaker) = (providers?.Map("fallback"), providers?.Map("circuit_breaker"));
        return new()
        {
            Strategy = Strategy(providers?.Map("routing")?.Text("strategy")),
            Triggers = fallback is null ? FallbackTriggers.None : Triggers(fallback),
            MaxFallbackAttempts = fallback is null ? 0 : fallback.Whole("max_fallback_attempts") ?? 3,
            FailureThreshold = breaker is null ? 0 : breaker.Whole("failure_threshold") ?? 5,
            Cooldown = TimeSpan.FromSeconds(breaker?.Whole("cooldown_seconds") ?? 30),
        };
    }

    /// <param name="document">The document.</param>
    /// <param name="targets">Its targets, in the same order.</param>
    public static ModelGroup[] Groups(PolicyDocument document, IReadOnlyList<TargetPlan> targets) => [.. document.Groups.Select(group =>
    {
        var members = group.Targets.Select(use => document.Targets.Select((block, i) => (Block: block, Plan: targets[i]))
            .First(target => string.Equals(target.Block.Id, use.Name, StringComparison.OrdinalIgnoreCase))).ToList();
        return new ModelGroup(
            group.Name,
            [.. group.Aliases.Select(alias => alias.Name)],
            [.. members.Select(member => member.Plan)],
            [.. members.Select(member => GroupModel.Of(group.Name, member.Block)!)]);
    })];

    private static RoutingStrategy Strategy(string? written) => written switch
    {
        "round_robin" => RoutingStrategy.RoundRobin,
        "weighted" => RoutingStrategy.Weighted,
        "lowest_latency" => RoutingStrategy.LowestLatency,
        "lowest_cost" => RoutingStrategy.LowestCost,
        _ => RoutingStrategy.Ordered,
    };

    private static FallbackTriggers Triggers(MapNode fallback)
    {
        if (!fallback.Has("triggers"))
        {
            return FallbackTriggers.RateLimit | FallbackTriggers.ServerError | FallbackTriggers.Timeout;
        }

        var triggers = FallbackTriggers.None;
        foreach (var trigger in fallback.Texts("triggers"))
        {
            triggers |= trigger switch
            {
                "rate_limit" => FallbackTriggers.RateLimit,
                "server_error" => FallbackTriggers.ServerError,
                "timeout" => FallbackTriggers.Timeout,
                _ => FallbackTriggers.None,
            };
        }

        return triggers;
    }
}
