namespace Keeptrusts.Policy.Plans;

/// <summary>Says which targets a call may use. Shared by all calls.</summary>
public interface IRoutingPolicy
{
    /// <summary>Whether a target meets the policy's demands.</summary>
    bool Allows(TargetPlan target);

    /// <summary>The reason where no target is left, such as <c>no_compliant_provider</c>.</summary>
    string ReasonCode { get; }
}
