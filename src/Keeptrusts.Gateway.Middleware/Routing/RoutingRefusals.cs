using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Routing;

/// <summary>What a caller hears when no target may be asked.</summary>
internal static class RoutingRefusals
{
    public static Refusal NoneAvailable(SecretGap? gap) => Unavailable(gap is null
        ? "No target is available for this model."
        : $"Target `{gap.Target}` has no key: `{gap.Reference.Name}` ({gap.Reference.Source}) is not set where the gateway runs, or not allowed for the target's host.");

    /// <summary>Every target has been failing, and is left alone for a while.</summary>
    /// <param name="left">Until the first is tried again.</param>
    public static Refusal AllOpen(TimeSpan left) => Unavailable("Every target that serves this model has been failing and is left alone for a while. Try again later.") with
    {
        Retryable = true,
        RetryAfterSeconds = (int)Math.Max(1, Math.Ceiling(left.TotalSeconds)),
        Outcome = Outcomes.Failed,
    };

    public static Refusal NoneCleared(PhaseOutcome outcome, InboundCall call)
    {
        var refusal = PolicyRefusals.Of("input_blocked", outcome, call);
        return outcome is { ReasonCode: ReasonCodes.NoCompliantProvider, Decider: { Message: null } decider }
            ? refusal with
            {
                Message = $"Policy `{decider.Name}` allows none of the targets that serve this model ({outcome.ReasonCode}). "
                    + "Ask for another model, or ask whoever owns the configuration for a target that meets the policy's demands.",
            }
            : refusal;
    }

    private static Refusal Unavailable(string message) => new() { Status = 503, Type = "upstream_error", Code = "no_target_available", Message = message };
}
