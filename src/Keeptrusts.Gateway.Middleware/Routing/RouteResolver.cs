using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.InputPolicies;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Routing;

/// <summary>Step 4: which target may answer? The first in the document's order that the routing policies allow and whose key is there.</summary>
internal sealed class RouteResolver(ISecretSource secrets)
{
    public Step<Route> Resolve(ClearedCall cleared, CallRecord record)
    {
        var clearance = cleared.Grant.Scope.ClearTargets(cleared.Grant.Candidates);
        record.Take(clearance.Outcome);
        if (clearance.Outcome.Verdict >= Verdict.Escalate || clearance.Targets.Count == 0)
        {
            return NoneCleared(clearance.Outcome, record.Call);
        }

        string? missing = null;
        foreach (var target in clearance.Targets)
        {
            if (target.Secret is not { } reference)
            {
                return new Route(cleared, target, null);
            }

            if (secrets.Find(reference, target.BaseUrl?.Host) is { Length: > 0 } secret)
            {
                return new Route(cleared, target, secret);
            }

            missing ??= $"Target `{target.Id}` has no key: `{reference.Name}` ({reference.Source}) is not set where the gateway runs, or not allowed for the target's host.";
        }

        return new Refusal
        {
            Status = 503,
            Type = "upstream_error",
            Code = "no_target_available",
            Message = missing ?? "No target is available for this model.",
        };
    }

    private static Refusal NoneCleared(PhaseOutcome outcome, InboundCall call)
    {
        var refusal = PolicyRefusals.Of("input_blocked", outcome, call);
        return outcome is { ReasonCode: ReasonCodes.NoCompliantProvider, Decider: { Message: null } decider }
            ? refusal with
            {
                Message = $"Policy `{decider.Name}` allows none of the targets that serve this model ({outcome.ReasonCode}). "
                    + "Ask for another model, or ask whoever owns the configuration for a target that meets the policy's demands.",
            }
            : refusal;
    }
}
