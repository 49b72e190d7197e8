using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>The decision of one phase.</summary>
/// <param name="Verdict">The most severe enforced verdict.</param>
/// <param name="ReasonCode">The reason of the first chain entry with that verdict.</param>
/// <param name="Policies">One result per policy that acted in the phase, in chain order.</param>
public sealed record PhaseOutcome(Verdict Verdict, string ReasonCode, IReadOnlyList<PolicyResult> Policies)
{
    /// <summary>A phase without policies.</summary>
    public static PhaseOutcome Empty { get; } = new(Verdict.Allow, ReasonCodes.AllPoliciesPassed, []);

    /// <summary>The result that decided the phase, or <see langword="null"/> when nobody objected.</summary>
    public PolicyResult? Decider => Verdict == Verdict.Allow
        ? null
        : Policies.FirstOrDefault(p => !p.Shadow && !p.Skipped && p.Verdict == Verdict);

    /// <summary>The same once a human has allowed what was escalated: those policies only warn, all others act as before.</summary>
    internal PhaseOutcome Lifted() => TextPhase.Decide([.. Policies.Select(p => p.Verdict == Verdict.Escalate && !p.Shadow ? p with { Verdict = Verdict.Warn } : p)]);

    /// <summary>Two outcomes about one answer as one; of equal verdicts the first decides.</summary>
    internal PhaseOutcome And(PhaseOutcome other) => TextPhase.Decide([.. Policies, .. other.Policies]);
}
