using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Providers;

/// <summary>What a caller hears when a provider does not answer as it should.</summary>
internal static class UpstreamRefusals
{
    /// <param name="target">The target.</param>
    /// <param name="unsent">Whether no connection came about; otherwise it broke before the answer began.</param>
    public static Refusal Unreachable(TargetPlan target, bool unsent) =>
        Failed(502, "upstream_unreachable", $"Target `{target.Id}` cannot be reached. Try again; if it stays so, check its `base_url`.", FallbackTriggers.ServerError) with { Unsent = unsent };

    /// <param name="target">The target.</param>
    /// <param name="unsent">Whether it was the connection that took too long.</param>
    public static Refusal TimedOut(TargetPlan target, bool unsent = false) =>
        Failed(504, "upstream_timeout", $"Target `{target.Id}` did not answer in time. Try again, or raise its `timeouts`.", FallbackTriggers.Timeout) with { Unsent = unsent };

    public static Refusal Cut(TargetPlan target) =>
        Failed(502, "upstream_cut", $"Target `{target.Id}` ended the answer before it was complete. Try again.", FallbackTriggers.ServerError);

    public static Refusal Invalid(TargetPlan target) =>
        Failed(502, "upstream_invalid_response", $"Target `{target.Id}` answered with something that is not an OpenAI reply. Check its `base_url`.", FallbackTriggers.ServerError);

    /// <summary>A chat client of the host threw. What it says of that may quote anything, so only its type is told.</summary>
    public static Refusal ClientFailed(TargetPlan target, Exception exception) =>
        Failed(502, "upstream_unreachable", $"The chat client `{target.Client}` of target `{target.Id}` failed ({exception.GetType().Name}). Try again; if it stays so, look where the host registers it.", FallbackTriggers.ServerError);

    /// <summary>Another target would be as talkative, and this answer is owed for.</summary>
    public static Refusal TooLarge(TargetPlan target) =>
        Failed(502, "upstream_invalid_response", $"Target `{target.Id}` answered with more than this gateway takes.", FallbackTriggers.None);

    /// <summary>The gateway was cut off from the budgets' authority for too long while the call waited: its money is not this gateway's any more.</summary>
    public static Refusal LeaseOver { get; } = new()
    {
        Status = 429,
        Type = "insufficient_quota",
        Code = "budget_exceeded",
        Message = "The room that was leased for this call ran out of time before it could be sent. Nothing was spent; try again.",
        Retryable = true,
        Unsent = true,
    };

    private static Refusal Failed(int status, string code, string message, FallbackTriggers trouble) => new()
    {
        Status = status,
        Type = "upstream_error",
        Code = code,
        Message = message,
        Retryable = true,
        Trouble = trouble,
        Outcome = Outcomes.Failed,
    };
}
