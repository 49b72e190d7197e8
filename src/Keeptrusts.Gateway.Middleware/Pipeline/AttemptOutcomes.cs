using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>How an attempt can end: the values of <see cref="AttemptTrace.Outcome"/>.</summary>
internal static class AttemptOutcomes
{
    public const string Answered = "answered";
    public const string Ended = "ended";
    public const string RateLimit = "rate_limit";
    public const string Refused = "refused";
    public const string ServerError = "server_error";
    public const string Timeout = "timeout";

    public static string Of(Attempt attempt, Ending ending) => ending switch
    {
        { Trouble: FallbackTriggers.RateLimit } => RateLimit,
        { Trouble: FallbackTriggers.ServerError } => ServerError,
        { Trouble: FallbackTriggers.Timeout } => Timeout,
        { FromUpstream: true, Outcome: Outcomes.Failed } => Refused,
        _ => attempt.Billing == Billing.Usage ? Answered : Ended,
    };
}
