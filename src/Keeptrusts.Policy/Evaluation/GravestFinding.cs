using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>The finding that decides what a policy says.</summary>
/// <param name="Action">What it asks for.</param>
/// <param name="Reason">Its reason code, where it is not the policy's.</param>
internal sealed record GravestFinding(PolicyAction Action, string? Reason);
