using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Judging;

/// <summary>What a policy that judges (rather than finds spans) says.</summary>
/// <param name="Verdict">What it decides; redacting is for span policies.</param>
/// <param name="ReasonCode">Why.</param>
/// <param name="Findings">Where, as far as it can tell; never the text.</param>
/// <param name="Message">What the refused caller is told, where the block gives no <c>message</c>.</param>
public sealed record Judgement(Verdict Verdict, string ReasonCode, IReadOnlyList<Finding> Findings, string? Message = null)
{
    /// <summary>No objection.</summary>
    public static Judgement Pass { get; } = new(Verdict.Allow, ReasonCodes.AllPoliciesPassed, []);

    /// <summary>An objection without a place.</summary>
    /// <param name="verdict">What it decides.</param>
    /// <param name="reasonCode">Why.</param>
    /// <param name="message">What the refused caller is told.</param>
    public static Judgement Of(Verdict verdict, string reasonCode, string? message = null) => new(verdict, reasonCode, [], message);
}
