using Keeptrusts.Gateway.Middleware.InputPolicies;
using Keeptrusts.Gateway.Middleware.Tokens;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Gateway.Middleware.Routing;

/// <summary>In which order the targets of a call are asked: by the plan's strategy, and of equal ones in the document's order.</summary>
internal sealed class TargetOrder(TargetHealths healths, TargetPrices prices)
{
    /// <summary>Output that prices are compared by where the call sets no limit: what a budget would set.</summary>
    private const int UsualOutputTokens = 4096;

    private readonly Rotations _rotations = new();

    /// <param name="cleared">The call.</param>
    /// <param name="targets">The targets that it may go to.</param>
    public IReadOnlyList<TargetPlan> Of(ClearedCall cleared, IReadOnlyList<TargetPlan> targets)
    {
        var plan = cleared.Grant.Configuration.Plan;
        return targets.Count < 2 ? targets : plan.Routing.Strategy switch
        {
            RoutingStrategy.RoundRobin => Rotated(targets, _rotations.Of(plan, targets).Next(targets.Count)),
            RoutingStrategy.Weighted => First(targets, _rotations.Of(plan, targets).NextByWeight(targets)),
            RoutingStrategy.LowestLatency => BySpeed(plan, targets, cleared.Grant.Request.Stream),
            RoutingStrategy.LowestCost => ByCost(cleared, targets),
            _ => targets,
        };
    }

    private static TargetPlan[] Rotated(IReadOnlyList<TargetPlan> targets, int start)
    {
        var order = new TargetPlan[targets.Count];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = targets[(start + i) % order.Length];
        }

        return order;
    }

    private static TargetPlan[] First(IReadOnlyList<TargetPlan> targets, int first) => [targets[first], .. targets.Where((_, i) => i != first)];

    // Who is not known yet is tried by one call now and then, and otherwise comes after those that are; while nobody is known, all take turns.
    private IReadOnlyList<TargetPlan> BySpeed(PolicyPlan plan, IReadOnlyList<TargetPlan> targets, bool stream)
    {
        var known = targets.Select(target => healths.Of(target).Latency(stream).Milliseconds).ToList();
        var unknown = known.IndexOf(null);
        if (unknown >= 0 && !known.Exists(time => time is not null))
        {
            return Rotated(targets, _rotations.Of(plan, targets).Next(targets.Count));
        }

        var order = targets.Select((target, i) => (Target: target, Time: known[i] ?? double.MaxValue)).OrderBy(entry => entry.Time).Select(entry => entry.Target).ToList();
        for (; unknown >= 0; unknown = known.IndexOf(null, unknown + 1))
        {
            if (healths.Of(targets[unknown]).Latency(stream).TryExplore())
            {
                return [targets[unknown], .. order.Where(target => target != targets[unknown])];
            }
        }

        return order;
    }

    private List<TargetPlan> ByCost(ClearedCall cleared, IReadOnlyList<TargetPlan> targets)
    {
        var grant = cleared.Grant;
        var (prompt, output) = (PromptTokens.CheapBound(grant.Request), (long)(grant.Request.OutputLimit ?? UsualOutputTokens) * grant.Request.Choices);
        return [.. targets.OrderBy(target => prices.Of(target, grant.ModelOf(target)) is { } price ? NanoDollars.Cost(price, prompt, output) : long.MaxValue)];
    }
}
