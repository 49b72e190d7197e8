using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Suites;

/// <summary>Joins what several phases of one call said: the gravest verdict counts, with the reason of the first chain entry that has it.</summary>
internal static class ChainResults
{
    public static PhaseOutcome Join(PolicyPlan plan, IEnumerable<PolicyResult> results)
    {
        var order = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (name, _) in plan.Chain)
        {
            order.TryAdd(name, order.Count);
        }

        return TextPhase.Decide([.. results.OrderBy(r => order.GetValueOrDefault(r.Name)).ThenBy(r => r.Phase)]);
    }

    /// <summary>One policy's results of several phases as one; <see langword="null"/> where it did nothing.</summary>
    public static PolicyResult? Of(string policy, IReadOnlyList<PolicyResult> results)
    {
        PolicyResult? joined = null;
        foreach (var result in results.Where(r => r.Name == policy && !r.Skipped))
        {
            joined = joined is null ? result : (result.Verdict > joined.Verdict ? result : joined) with { Findings = [.. joined.Findings, .. result.Findings] };
        }

        return joined;
    }
}
