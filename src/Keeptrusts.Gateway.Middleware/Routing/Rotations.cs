using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Routing;

/// <summary>
/// The turns of every plan, by the set of targets: calls of models that different targets serve must not disturb each other's turns. A plan that is replaced
/// takes its turns with it.
/// </summary>
internal sealed class Rotations
{
    // Policies and models select few sets; the bound only stops an odd document from filling memory.
    private const int MostKept = 1024;

    private readonly ConditionalWeakTable<PolicyPlan, ConcurrentDictionary<TargetSet, Rotation>> _plans = [];

    public Rotation Of(PolicyPlan plan, IReadOnlyList<TargetPlan> targets)
    {
        var turns = _plans.GetValue(plan, static _ => new());
        return turns.TryGetValue(new(targets), out var known) ? known
            : turns.Count >= MostKept ? new()
            : turns.GetOrAdd(new(targets), static _ => new());
    }
}
