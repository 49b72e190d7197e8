using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Linting.Conflicts.Claims;
using Keeptrusts.Policy.Linting.Conflicts.Scopes;

namespace Keeptrusts.Policy.Linting.Conflicts;

/// <summary>KT3003: policies that apply to no call, or that add nothing to what the others do.</summary>
internal sealed class Unreachables(Chain chain, ConflictFindings findings)
{
    public void Find(IReadOnlyList<SubjectGroup> groups)
    {
        // Where lint judges for one environment, the policies of the others do not apply, and should not.
        foreach (var policy in chain.Policies.Where(p => p.Scope.Known.Count == 0 && chain.Environment is null))
        {
            findings.Add(new Diagnostic(
                RuleCodes.Unreachable,
                DiagnosticSeverity.Warning,
                policy.Block.Path,
                policy.Block.Span,
                policy.Scope.Boxes.Count > 0 ? $"`{policy.Name}` applies only to calls of which a fact is missing: all others are excepted or not selected"
                    : policy.Block.Except.Count > 0 ? $"`{policy.Name}` applies to no call: its exceptions leave nothing of its `when`"
                    : $"`{policy.Name}` applies to no call: there is none that its `when` selects",
                "widen `when` or narrow `except`, or remove the policy"));
        }

        // Of several that repeat each other one stays, so those that are given up repeat nothing.
        var given = new HashSet<PolicyFacts>();
        var claims = groups.SelectMany(g => g.Claims.Select(c => (c.Policy, Claim: c, Group: g))).ToLookup(x => x.Policy);
        for (var i = chain.Policies.Count - 1; i >= 0 && !chain.Limit.IsSpent; i--)
        {
            var policy = chain.Policies[i];
            if (policy.Claims.Count == 0 || policy.Scope.Known.Count == 0 || !policy.Scope.IsExact)
            {
                continue;
            }

            var others = new HashSet<PolicyFacts>();
            if (claims[policy].All(x => !Adds(x.Claim, x.Group, given, others)) && others.Count > 0)
            {
                given.Add(policy);
                Report(policy, [.. others.Where(o => !findings.Has(policy, o)).OrderBy(o => o.Order)]);
            }
        }
    }

    private bool Adds(Claim claim, SubjectGroup group, HashSet<PolicyFacts> given, HashSet<PolicyFacts> others)
    {
        if (!chain.Limit.Spend(1 + (group.Claims.Count / 16)))
        {
            return true;
        }

        List<Claim> covering =
        [
            .. group.Claims.Where(other => other.Action >= claim.Action && other.Policy != claim.Policy && chain.Relations.Meet(claim.Policy.Scope, other.Policy.Scope) && !given.Contains(other.Policy) && ClaimRules.Finds(other, claim)
                && (ClaimRules.Repeats(other, claim) || (ClaimRules.Overrules(other, claim) && ClaimRules.AreMeant(other, claim)))),
        ];

        // One that covers it by itself says it best, an equal one before a stricter one.
        var single = covering.OrderBy(c => c.Action).FirstOrDefault(c => claim.Policy.ActsWithin(c.Policy) && chain.Relations.Of(claim.Policy.Scope, c.Policy.Scope).HasFlag(Overlap.Inside));
        if (single is not null)
        {
            others.Add(single.Policy);
            return false;
        }

        List<PolicyFacts> meeting = [.. covering.Select(c => c.Policy)];
        if (meeting.Count < 2 || !chain.IsCovered(claim.Policy, claim.Policy.Phases, meeting))
        {
            return true;
        }

        others.UnionWith(meeting);
        return false;
    }

    private void Report(PolicyFacts policy, IReadOnlyList<PolicyFacts> others)
    {
        // Nothing is left to say where a stricter action has been reported.
        if (others.Count == 0 || chain.Limit.IsSpent
            || Replay.First(chain, others.SelectMany(o => chain.Meeting(policy.Scope.Known, o)), policy) is not { } witness)
        {
            return;
        }

        findings.Add(
            new Diagnostic(
                RuleCodes.Unreachable,
                DiagnosticSeverity.Warning,
                policy.Block.Path,
                policy.Block.Span,
                $"`{policy.Name}` ({Selected.Words(policy.Block)}) adds nothing to what {Wording.Names(others, "and")} {(others.Count == 1 ? "does" : "do")}",
                "remove it, or let it do more")
            {
                Related = [.. others.Select(o => new RelatedPlace(o.Block.Path, o.Block.Span, $"`{o.Name}` is here"))],
                Witness = witness with { Subject = policy.Claims[0].Name },
            },
            policy,
            others);
    }
}
