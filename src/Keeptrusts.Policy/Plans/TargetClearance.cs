using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Policy.Plans;

/// <summary>Which of the candidate targets a call may use.</summary>
/// <param name="Targets">Those that every enforced policy allows; empty where the outcome blocks.</param>
/// <param name="Outcome">What the policies said.</param>
public sealed record TargetClearance(IReadOnlyList<TargetPlan> Targets, PhaseOutcome Outcome);
