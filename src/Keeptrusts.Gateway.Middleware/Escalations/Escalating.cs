using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Escalations;

/// <summary>Tells who escalates in an outcome, and whom to ask.</summary>
internal static class Escalating
{
    /// <summary>The policies that escalate, in chain order, each once.</summary>
    public static List<EscalatingPolicy> In(PhaseOutcome outcome, ScopedPlan scope) =>
    [
        .. outcome.Policies
            .Where(result => result is { Verdict: Verdict.Escalate, Shadow: false, Skipped: false })
            .GroupBy(result => result.Name, StringComparer.Ordinal)
            .Select(results => Of([.. results], scope.Approvals.FirstOrDefault(rule => rule.Policy == results.Key))),
    ];

    private static EscalatingPolicy Of(IReadOnlyList<PolicyResult> results, ApprovalRule? rule)
    {
        var policy = new EscalatingPolicy
        {
            Name = results[0].Name,
            Kind = results[0].Kind,
            Phase = Names.Of(results[0].Phase),
            ReasonCode = results[0].ReasonCode,
            Findings = [.. results.SelectMany(result => result.Findings).Select(finding => finding.Type).Distinct(StringComparer.Ordinal)],
        };
        return rule is null ? policy : policy with
        {
            Assignees = rule.Assignees.Count > 0 ? rule.Assignees : policy.Assignees,
            ApprovalTtlSeconds = rule.ApprovalTtlSeconds,
        };
    }
}
