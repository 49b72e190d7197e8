using System.Globalization;
using System.Text;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Policy.Pricing;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>The headers of every answer. On streams they describe admission only; the final verdict is in the event.</summary>
internal static class ReplyHeaders
{
    private const int LongestValue = 1024;

    public static List<KeyValuePair<string, string>> Of(CallState state, Ending? ending, decimal? costUsd)
    {
        var record = state.Record;
        var headers = new List<KeyValuePair<string, string>>(12)
        {
            new("x-request-id", record.Call.RequestId),
            new("x-keeptrusts-source", ending is null or { FromUpstream: true } ? "upstream" : "gateway"),
        };
        if (record.Call.ErrorShape == ErrorShape.Anthropic)
        {
            headers.Add(new("request-id", record.Call.RequestId)); // Where Anthropic's clients look for it.
        }

        if ((state.Grant?.Configuration ?? state.Governing) is { } configuration)
        {
            headers.Add(new("x-keeptrusts-config", Encoded(configuration.Label)));
            headers.Add(new("x-keeptrusts-verdict", Names.Of(record.Verdict)));
            if (Fired(record.Policies) is { Length: > 0 } fired)
            {
                headers.Add(new("x-keeptrusts-policies", fired));
            }
        }

        if (record.PolicyCall is { } policyCall)
        {
            RateLimitHeaders.Add(headers, policyCall.Limits);
        }

        if (state.Hold is { RemainingUsd: { } remaining } hold)
        {
            // A whole answer is settled by now, so what its hold did not need is there again.
            var released = state.Settled is { } settled ? NanoDollars.ToDollars(hold.Nano) - settled.CostUsd : 0;
            headers.Add(new("x-keeptrusts-budget-remaining-usd", Amount(Math.Max(0, remaining + released))));
        }

        if (state.Hold?.OutputLimit is { } limit)
        {
            headers.Add(new("x-keeptrusts-output-limit", limit.ToString(CultureInfo.InvariantCulture)));
        }

        if (costUsd is { } cost)
        {
            headers.Add(new("x-keeptrusts-cost-usd", Amount(cost)));
        }

        if (state.Upstream?.RequestId is { Length: <= 200 } upstreamId && !Quotes(upstreamId, state.Hold?.Route.Secret))
        {
            headers.Add(new("x-upstream-request-id", Encoded(upstreamId)));
        }

        AddRefusal(headers, ending?.Refusal);
        if (ending is not null)
        {
            headers.AddRange(ending.Headers);
        }

        return headers;
    }

    private static void AddRefusal(List<KeyValuePair<string, string>> headers, Refusal? refusal)
    {
        if (refusal is null)
        {
            return;
        }

        if (!refusal.Retryable)
        {
            headers.Add(new("x-should-retry", "false"));
        }

        if (refusal.RetryAfterSeconds is >= 0 and <= 30)
        {
            headers.Add(new("retry-after", refusal.RetryAfterSeconds.Value.ToString(CultureInfo.InvariantCulture)));
        }

        if (refusal.Status == 401)
        {
            headers.Add(new("www-authenticate", "Bearer"));
        }
    }

    // A provider that is only an echo of its request tells its key back.
    private static bool Quotes(string said, string? secret) => secret is { Length: > 0 } && said.Contains(secret, StringComparison.Ordinal);

    private static string Fired(IReadOnlyList<PolicyResult> policies)
    {
        StringBuilder? fired = null;
        foreach (var policy in policies)
        {
            if (policy.Verdict == Verdict.Allow || policy.Shadow)
            {
                continue;
            }

            var entry = $"{Encoded(policy.Name)}={Names.Of(policy.Verdict)}";
            fired ??= new StringBuilder();
            if (fired.Length + entry.Length + 1 > LongestValue)
            {
                break;
            }

            fired.Append(fired.Length > 0 ? ";" : "").Append(entry);
        }

        return fired?.ToString() ?? "";
    }

    /// <summary>A value that any text can be put into.</summary>
    public static string Encoded(string value) => Uri.EscapeDataString(value).Replace("%40", "@", StringComparison.Ordinal);

    private static string Amount(decimal usd) => usd.ToString("0.#########", CultureInfo.InvariantCulture);
}
