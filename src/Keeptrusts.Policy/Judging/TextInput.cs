using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Judging;

/// <summary>What a text policy judges: all text of a phase, redacted.</summary>
/// <param name="Phase">Input or output.</param>
/// <param name="Call">The call.</param>
/// <param name="Texts">The texts, in the order of the request or response.</param>
/// <param name="FirstPass">What the span policies of the phase said.</param>
public sealed record TextInput(PolicyPhase Phase, PolicyCall Call, IReadOnlyList<PolicyText> Texts, IReadOnlyList<PolicyResult> FirstPass);
