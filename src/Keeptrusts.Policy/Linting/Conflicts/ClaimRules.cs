using Keeptrusts.Policy.Linting.Conflicts.Claims;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Linting.Conflicts;

/// <summary>What one claim does to another about the same thing, where both apply.</summary>
internal static class ClaimRules
{
    /// <summary>Whether all that the one finds the other finds as well, whatever values they let pass.</summary>
    public static bool Finds(Claim other, Claim claim) => other.Distance >= claim.Distance && LetsPassNoMore(other.Policy, claim.Policy);

    /// <summary>Whether the other's action makes the claim's pointless. Not so for a redaction and an escalation: what a human allows leaves redacted.</summary>
    public static bool Overrules(Claim other, Claim claim) =>
        other.Action > claim.Action && !(claim.Action == PolicyAction.Redact && other.Action == PolicyAction.Escalate);

    /// <summary>Whether two policies were meant to act on the same thing: not by what their kinds find by default.</summary>
    public static bool AreMeant(Claim a, Claim b) => a.Policy.Block.Kind == b.Policy.Block.Kind || (a.IsListed && b.IsListed);

    /// <summary>Whether the call would go the same way without the claim, because the other does the same.</summary>
    public static bool Repeats(Claim other, Claim claim)
    {
        var (a, b) = (claim.Policy.Block, other.Policy.Block);
        var isFirst = other.Policy.Order < claim.Policy.Order;
        return other.Action == claim.Action
            && AreMeant(claim, other)
            && (isFirst || other.Action != PolicyAction.Redact || other.Form == claim.Form)
            && (isFirst || a.Message is null || a.Message == b.Message)
            && (other.Policy.FailsClosed || !claim.Policy.FailsClosed)
            && (b.Buffered || !a.Buffered);
    }

    // A value that may pass shields what lies inside it, which may be another thing: then both must look for the same things.
    private static bool LetsPassNoMore(PolicyFacts other, PolicyFacts policy) =>
        other.Allowed.Count == 0
        || (other.Allowed.All(policy.Allowed.Contains) && other.Claims.All(o => policy.Claims.Any(p => p.Subject == o.Subject)));
}
