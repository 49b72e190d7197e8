using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.ChatClients;

/// <summary>Refusals of governed chat clients. Their callers are programs of the same process, so they get exceptions.</summary>
internal static class ChatViolations
{
    public const string Input = "input_blocked";

    public const string Output = "output_blocked";

    /// <summary>Throws where a phase refuses.</summary>
    /// <param name="code"><see cref="Input"/> or <see cref="Output"/>.</param>
    /// <param name="outcome">What its policies said.</param>
    public static void Check(string code, PhaseOutcome outcome)
    {
        if (outcome.Verdict == Verdict.Escalate)
        {
            var decider = outcome.Decider;
            throw new EscalationRequiredException(decider?.Message ?? $"Policy `{decider?.Name}` wants a human to decide ({outcome.ReasonCode}).")
            {
                Policy = decider?.Name,
                ReasonCode = outcome.ReasonCode,
            };
        }

        if (outcome.Verdict == Verdict.Block)
        {
            throw Of(PolicyRefusals.Blocked(code, outcome));
        }
    }

    /// <summary>Something was found where nothing can be redacted.</summary>
    public static PolicyViolationException UnrewritableName(PhaseOutcome outcome) => Of(PolicyRefusals.UnrewritableName(Input, outcome));

    /// <summary>A part that no policy can read.</summary>
    public static PolicyViolationException Unreadable(string code, UnreadableKind kind) =>
        Refused(code, ReasonCodes.UnreadableContent, $"No policy can read this {InputPolicies.Unreadable.Noun(kind)}, and the policies do not let it pass unread (`unreadable: {{ {InputPolicies.Unreadable.Field(kind)}: allow }}`).");

    /// <summary>A refusal that no policy of the chain decides.</summary>
    public static PolicyViolationException Refused(string code, string reason, string message) => new(message) { Code = code, ReasonCode = reason };

    private static PolicyViolationException Of(Refusal refusal) =>
        new(refusal.Message) { Code = refusal.Code, Policy = refusal.Policy, ReasonCode = refusal.ReasonCode ?? "" };
}
