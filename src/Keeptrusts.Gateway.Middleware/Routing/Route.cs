using Keeptrusts.Gateway.Middleware.InputPolicies;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Routing;

/// <summary>Where a cleared call goes.</summary>
/// <param name="Cleared">The call.</param>
/// <param name="Target">The target that will be asked.</param>
/// <param name="Secret">The target's key; never logged, stored or shown.</param>
internal sealed record Route(ClearedCall Cleared, TargetPlan Target, string? Secret)
{
    // A record would print every member, the secret included.
    public override string ToString() => $"Route to {Target.Id}";
}
