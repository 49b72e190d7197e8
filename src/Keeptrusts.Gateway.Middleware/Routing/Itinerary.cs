using Keeptrusts.Gateway.Middleware.InputPolicies;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Routing;

/// <summary>The targets that one call may go to, in order, and what became of it at those where it has been.</summary>
internal sealed class Itinerary(ClearedCall cleared, IReadOnlyList<TargetPlan> targets)
{
    private Visit[]? _visits;

    public ClearedCall Cleared { get; } = cleared;

    public IReadOnlyList<TargetPlan> Targets { get; } = targets;

    /// <summary>Attempts made, or about to be.</summary>
    public int Attempts { get; set; }

    public RoutingPlan Plan => Cleared.Grant.Configuration.Plan.Routing;

    /// <summary>Whether the plan lets the call be tried again after such a failure.</summary>
    public bool MayGoOnAfter(FallbackTriggers trouble) => (Plan.Triggers & trouble) != 0 && Attempts <= Plan.MaxFallbackAttempts;

    public bool WasAt(int index) => _visits is not null && _visits[index].Been;

    /// <summary>When a target may be asked again, as a time stamp; <see langword="null"/> where it may not.</summary>
    public long? AgainAt(int index) => _visits?[index].AgainAt;

    /// <summary>An attempt failed.</summary>
    /// <param name="target">Where.</param>
    /// <param name="againAt">When the same target may be asked again; <see langword="null"/>: not at all.</param>
    public void Failed(TargetPlan target, long? againAt)
    {
        _visits ??= new Visit[Targets.Count];
        for (var i = 0; i < _visits.Length; i++)
        {
            if (ReferenceEquals(Targets[i], target))
            {
                _visits[i] = new(true, againAt);
            }
        }
    }

    private readonly record struct Visit(bool Been, long? AgainAt);
}
