using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>Refusals that a content policy decides. They name types of findings, never what was found.</summary>
internal static class PolicyRefusals
{
    /// <param name="code"><c>input_blocked</c> or <c>output_blocked</c>.</param>
    /// <param name="outcome">The phase's outcome, with a blocking verdict.</param>
    public static Refusal Blocked(string code, PhaseOutcome outcome)
    {
        var decider = outcome.Decider;
        return Violation(code) with
        {
            Policy = decider?.Name,
            ReasonCode = outcome.ReasonCode,
            Message = decider?.Message ?? Explained(code, decider, outcome.ReasonCode),
        };
    }

    /// <summary>A finding in a name, of the model or of a JSON member, which cannot be rewritten without meaning something else.</summary>
    public static Refusal UnrewritableName(string code, PhaseOutcome outcome)
    {
        var finder = outcome.Policies.FirstOrDefault(policy => !policy.Shadow && policy.Findings.Count > 0);
        return Violation(code) with
        {
            Policy = finder?.Name,
            ReasonCode = finder?.ReasonCode ?? outcome.ReasonCode,
            Message = $"{Explained(code, finder, outcome.ReasonCode)} It stands in a name (of the model or of a JSON member), where nothing can be redacted.",
        };
    }

    private static Refusal Violation(string code) => new()
    {
        Status = 400,
        Type = "policy_violation",
        Code = code,
        Message = "",
        Outcome = code == "output_blocked" ? Outcomes.Cut : Outcomes.Refused,
    };

    private static string Explained(string code, PolicyResult? decider, string reason)
    {
        var what = code == "input_blocked" ? "request" : "answer";
        var types = decider is null ? [] : decider.Findings.Select(finding => finding.Type).Distinct(StringComparer.Ordinal).ToList();
        var found = types.Count == 0 ? reason : $"{reason}: {string.Join(", ", types)}";
        var advice = code == "input_blocked" ? " Take it out and send the request again." : "";
        return $"Policy `{decider?.Name}` blocked this {what} ({found}).{advice}";
    }
}
