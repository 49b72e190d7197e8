using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Grants;

/// <summary>Refusals before any text is read.</summary>
internal static class AdmissionRefusals
{
    /// <summary>Longest wait that a caller is asked to try again after.</summary>
    private static readonly TimeSpan WorthWaiting = TimeSpan.FromSeconds(30);

    /// <param name="outcome">What the admission policies said, with a verdict of <see cref="Verdict.Escalate"/> or graver.</param>
    /// <param name="call">The call, with the limits that it met.</param>
    /// <param name="inbound">The call.</param>
    /// <param name="allowed">Lists the models that a policy leaves.</param>
    public static Refusal Of(PhaseOutcome outcome, PolicyCall call, InboundCall inbound, Func<string, string> allowed) => outcome.ReasonCode switch
    {
        _ when outcome.Verdict == Verdict.Escalate || outcome.Decider is null => PolicyRefusals.Of("input_blocked", outcome, inbound),
        ReasonCodes.ModelNotAllowed => ModelNotAllowed(outcome.Decider, allowed(outcome.Decider.Name)),
        ReasonCodes.RateLimitExceeded => RateLimited(outcome.Decider, call),
        _ => PolicyRefusals.Of("input_blocked", outcome, inbound),
    };

    /// <summary>A model that the key may not ask for.</summary>
    public static Refusal ModelNotAllowed(string message) =>
        new() { Status = 403, Type = "invalid_request_error", Code = "model_not_allowed", Message = message, Param = "model" };

    private static Refusal ModelNotAllowed(PolicyResult decider, string allowed)
    {
        var message = decider.Message ?? $"Policy `{decider.Name}` does not allow this model or these limits.";
        return ModelNotAllowed($"{Sentence(message)} Allowed models: {allowed}.") with { Policy = decider.Name, ReasonCode = decider.ReasonCode };
    }

    // What a document says may end as it likes; something follows.
    private static string Sentence(string said) => said.TrimEnd() is { Length: > 0 } text && !char.IsPunctuation(text[^1]) ? text + "." : said;

    /// <summary>The limit that is used up; without one, too many calls run at once, and any of them may end soon.</summary>
    private static Refusal RateLimited(PolicyResult decider, PolicyCall call)
    {
        var spent = call.Limits.FirstOrDefault(limit => limit is { Exceeded: true, Meter: "requests" or "tokens" });
        var wait = spent is null ? TimeSpan.FromSeconds(1) : spent.ResetsIn;
        var explained = spent is null
            ? $"Policy `{decider.Name}` allows no more calls at once. Try again when one has ended."
            : $"Policy `{decider.Name}` allows {spent.Limit} {spent.Meter} in this window, and this call needs more than is left. The next window begins in {RateLimitHeaders.Duration(spent.ResetsIn)}.";
        return new()
        {
            Status = 429,
            Type = spent?.Meter ?? "requests",
            Code = ReasonCodes.RateLimitExceeded,
            Message = decider.Message is { } said ? $"{Sentence(said)} {explained}" : explained,
            Policy = decider.Name,
            ReasonCode = decider.ReasonCode,
            Retryable = wait <= WorthWaiting,
            RetryAfterSeconds = (int)Math.Min(int.MaxValue, Math.Max(1, Math.Ceiling(wait.TotalSeconds))),
        };
    }
}
