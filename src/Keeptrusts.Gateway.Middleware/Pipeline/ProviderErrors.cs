using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.OutputPolicies;
using Keeptrusts.Gateway.Middleware.Providers;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>Relays a provider's error as it is, cleaned of the provider's key and of what output policies object to.</summary>
internal static class ProviderErrors
{
    private const int MostBytes = 256 * 1024;

    public static async Task<Ending> RelayAsync(CallState state, Hold hold, UpstreamReply reply, CancellationToken cancellationToken)
    {
        state.Attempt.Billing = Billing.Nothing;
        var body = await ReadAsync(reply, cancellationToken).ConfigureAwait(false);
        var shown = await ShownAsync(body, hold, cancellationToken).ConfigureAwait(false);
        if (shown is null || reply.Status is < 400 or > 599)
        {
            return Ending.Refused(new()
            {
                Status = reply.Status is >= 400 and <= 599 ? reply.Status : 502,
                Type = "upstream_error",
                Code = "upstream_error",
                Message = $"Target `{hold.Route.Target.Id}` answered with status {reply.Status}.",
                Retryable = true,
                RetryAfterSeconds = reply.RetryAfterSeconds,
                Trouble = Trouble(reply.Status),
                Outcome = Outcomes.Failed,
            });
        }

        return new()
        {
            Outcome = Outcomes.Failed,
            Status = reply.Status,
            Body = shown.Value,
            FromUpstream = true,
            Headers = Headers(reply),
            Trouble = Trouble(reply.Status),
        };
    }

    private static FallbackTriggers Trouble(int status) => status switch
    {
        429 => FallbackTriggers.RateLimit,
        408 or 504 => FallbackTriggers.Timeout,
        >= 500 or < 400 => FallbackTriggers.ServerError,
        _ => FallbackTriggers.None,
    };

    /// <summary>Whether an error inside a stream may be shown, and what of it.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>?> ShownAsync(ReadOnlyMemory<byte> body, Hold hold, CancellationToken cancellation)
    {
        var scope = hold.Route.Cleared.Grant.Scope;
        body = ProviderErrorBody.Of(body, hold.Route.Cleared.Grant.Request.Surface);
        using var policies = new AnswerPolicies(scope.Reads(PolicyPhase.Output) ? scope.Begin(PolicyPhase.Output, hold.Route.Cleared.Grant.Call) : null);
        using var meter = new OutputMeter();
        var judged = new WholeGuard(Surface.Chat, policies, meter).TakeError(body);
        if (judged is not null && policies.Texts is not null
            && (await policies.Texts.CompleteAsync(cancellation).ConfigureAwait(false)).Verdict >= Verdict.Escalate)
        {
            return null;
        }

        return judged is { } shown ? Cleaned(shown, hold) : default(ReadOnlyMemory<byte>?); // A plain null would become an empty memory.
    }

    /// <summary>What a provider says of its failure, without its key.</summary>
    public static ReadOnlyMemory<byte> Cleaned(ReadOnlyMemory<byte> judged, Hold hold) => hold.Route.Secret is { Length: > 0 } secret ? ProviderKey.Remove(judged, secret) : judged;

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(UpstreamReply reply, CancellationToken cancellationToken)
    {
        var buffer = new byte[MostBytes];
        var length = await reply.Body.ReadAtLeastAsync(buffer, MostBytes, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return buffer.AsMemory(0, length);
    }

    private static List<KeyValuePair<string, string>> Headers(UpstreamReply reply)
    {
        var headers = new List<KeyValuePair<string, string>>(2);
        if (reply.RetryAfterSeconds is >= 0 and <= 30)
        {
            headers.Add(new("retry-after", reply.RetryAfterSeconds.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        if (reply.ShouldRetry is "true" or "false")
        {
            headers.Add(new("x-should-retry", reply.ShouldRetry));
        }

        return headers;
    }
}
