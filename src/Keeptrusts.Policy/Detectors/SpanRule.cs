using Keeptrusts.Policy.Redaction;
using Keeptrusts.Policy.Text.Matching;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Detectors;

/// <summary>One thing that one policy looks for: what a span policy is compiled to, and what the matcher runs.</summary>
/// <param name="Policy">Index of the policy among the phase's span policies, in chain order.</param>
/// <param name="Type">Entity name or pattern name; the finding's type.</param>
/// <param name="Action">What follows from a finding.</param>
/// <param name="Shadow">Whether the finding is only recorded.</param>
/// <param name="Marker">What stands in place of a redacted finding, such as <c>[EMAIL_ADDRESS]</c>.</param>
/// <param name="AllowList">Values that are not findings and shield candidates lying wholly inside them; compared folded.</param>
internal sealed record SpanRule(
    int Policy,
    string Type,
    PolicyAction Action,
    bool Shadow,
    string Marker,
    IReadOnlyList<string> AllowList)
{
    /// <summary>Why the call is as it is, where this rule decides; <see langword="null"/>: the policy's reason.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>How values are replaced; <see cref="MarkerFormat.Label"/> puts <see cref="Marker"/> in their place.</summary>
    public MarkerForm Form { get; init; } = MarkerForm.Label;

    /// <summary>What finds it; <see langword="null"/>: the built-in detector of <see cref="Type"/>.</summary>
    public SpanDetector? Detector { get; init; }
}
