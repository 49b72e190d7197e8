using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>Refusals that a content policy decides. They name types of findings, never what was found.</summary>
internal static class PolicyRefusals
{
    /// <param name="code"><c>input_blocked</c> or <c>output_blocked</c>; an escalation has a code of its own.</param>
    /// <param name="outcome">The phase's outcome, with a verdict of <see cref="Verdict.Escalate"/> or graver.</param>
    /// <param name="call">The call.</param>
    public static Refusal Of(string code, PhaseOutcome outcome, InboundCall call) => outcome.Verdict == Verdict.Escalate
        ? Escalated(code, outcome, call)
        : Blocked(code, outcome);

    /// <summary>The outcome where something was found in a name, of the model or of a JSON member, which cannot be rewritten without meaning something else: whoever found it blocks.</summary>
    public static PhaseOutcome Unrewritable(PhaseOutcome outcome) => Finder(outcome) is { } finder
        ? new(Verdict.Block, finder.ReasonCode, [.. outcome.Policies.Select(policy => ReferenceEquals(policy, finder) ? policy with { Verdict = Verdict.Block } : policy)])
        : outcome with { Verdict = Verdict.Block };

    /// <summary>The refusal that goes with it.</summary>
    public static Refusal UnrewritableName(string code, PhaseOutcome outcome)
    {
        var finder = Finder(outcome);
        return Violation(code) with
        {
            Policy = finder?.Name,
            ReasonCode = finder?.ReasonCode ?? outcome.ReasonCode,
            Message = $"{Explained(code, finder, outcome.ReasonCode)} It stands in a name (of the model or of a JSON member), where nothing can be redacted.",
        };
    }

    /// <summary>The same, of a verdict of <see cref="Verdict.Block"/>.</summary>
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

    // Nobody tells which finding stands in the name; who only warns has rewritten none.
    private static PolicyResult? Finder(PhaseOutcome outcome) =>
        outcome.Policies.Where(policy => !policy.Shadow && policy.Findings.Count > 0).MaxBy(policy => policy.Verdict);

    // Without a desk nobody can decide, and a caller who waits for somebody ought to know.
    private static Refusal Escalated(string code, PhaseOutcome outcome, InboundCall call)
    {
        var decider = outcome.Decider;
        var id = Ids.New("esc_", call.ArrivedAt);
        var asked = decider?.Message ?? $"Policy `{decider?.Name}` wants a human to decide on this {Noun(code)} ({Found(decider, outcome.ReasonCode)}).";
        return Violation(code) with
        {
            Status = 403,
            Code = "escalation_required",
            Policy = decider?.Name,
            ReasonCode = outcome.ReasonCode,
            EscalationId = id,
            Message = $"{asked} This gateway has no place where humans decide: the escalation `{id}` is in the call's event, but nobody can approve it, so the call stays refused.",
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
        var advice = code == "input_blocked" && decider?.Findings.Count > 0 ? " Take it out and send the request again." : "";
        return reason == ReasonCodes.PolicyError
            ? $"Policy `{decider?.Name}` failed, and its `on_error` says that this {Noun(code)} is then blocked ({reason}). Whoever runs the gateway finds the error's type in the call's event."
            : $"Policy `{decider?.Name}` blocked this {Noun(code)} ({Found(decider, reason)}).{advice}";
    }

    private static string Noun(string code) => code == "input_blocked" ? "request" : "answer";

    private static string Found(PolicyResult? decider, string reason)
    {
        var types = decider is null ? [] : decider.Findings.Select(finding => finding.Type).Distinct(StringComparer.Ordinal).ToList();
        return types.Count == 0 ? reason : $"{reason}: {string.Join(", ", types)}";
    }
}
