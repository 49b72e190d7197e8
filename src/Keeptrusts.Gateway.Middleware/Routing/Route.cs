using Keeptrusts.Gateway.Middleware.InputPolicies;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Routing;

/// <summary>Where a cleared call goes with one attempt.</summary>
/// <param name="Cleared">The call.</param>
/// <param name="Target">The target that will be asked.</param>
/// <param name="Secret">The target's key; never logged, stored or shown.</param>
internal sealed record Route(ClearedCall Cleared, TargetPlan Target, string? Secret)
{
    /// <summary>The model that the target is sent.</summary>
    public string Model { get; } = Cleared.Grant.ModelOf(Target);

    /// <summary>Where else the call may go; <see langword="null"/> where that was not worked out.</summary>
    public Itinerary? Itinerary { get; init; }

    /// <summary>What is known of the target; <see langword="null"/> where nobody wants to know.</summary>
    public TargetHealth? Health { get; init; }

    /// <summary>What the attempt reports to the target's breaker by.</summary>
    public int Ticket { get; init; }

    /// <summary>The target begins to answer.</summary>
    public bool Heard() => Health is not null && Health.Breaker.Heard(Ticket);

    /// <summary>The attempt says nothing about the target, or has said it.</summary>
    public void Left() => Health?.Breaker.Left(Ticket);

    // A record would print every member, the secret included.
    public override string ToString() => $"Route to {Target.Id}";
}
