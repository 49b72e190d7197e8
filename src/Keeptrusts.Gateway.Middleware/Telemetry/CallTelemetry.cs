using System.Diagnostics;
using System.Globalization;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Telemetry;

/// <summary>Tells about calls: one span each, and the metrics. Everything that it says is a name or a number.</summary>
/// <param name="metrics">The instruments.</param>
internal sealed class CallTelemetry(CallMetrics metrics)
{
    private static readonly ActivitySource Source = new(KeeptrustsTelemetry.SourceName);

    /// <summary>A call begins.</summary>
    /// <returns>Its span; <see langword="null"/> where nobody listens.</returns>
    public static Activity? Begin(InboundCall call)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        // The web server's own activity is not recorded unless somebody asked for it, and a span below it would not be either.
        if (Activity.Current is { Recorded: false, HasRemoteParent: false })
        {
            Activity.Current = null;
        }

        var caller = Activity.Current is null && ActivityContext.TryParse(call.TraceParent, null, isRemote: true, out var parent) ? parent : default;
        return Source.StartActivity(GenAINames.Operation(call.Surface), ActivityKind.Client, caller);
    }

    /// <summary>A call has ended.</summary>
    public void End(Activity? span, CallRecord record, CallFacts facts)
    {
        metrics.Ended(record, facts);
        if (span is null)
        {
            return;
        }

        if (span.IsAllDataRequested)
        {
            Describe(span, record, facts);
        }

        span.Dispose();
    }

    private static void Describe(Activity span, CallRecord record, CallFacts facts)
    {
        var operation = GenAINames.Operation(record.Call.Surface);
        span.DisplayName = facts.Model is null ? operation : $"{operation} {facts.Model}";
        span.SetTag("gen_ai.operation.name", operation);
        Set("gen_ai.provider.name", facts.Provider is null ? null : GenAINames.Provider(facts.Provider));
        Set("gen_ai.request.model", facts.Model);
        Set("gen_ai.usage.input_tokens", facts.Usage?.Prompt);
        Set("gen_ai.usage.output_tokens", facts.Usage?.Completion);
        Set("gen_ai.response.finish_reasons", record.FinishReason is { } reason ? new[] { GenAINames.Reason(reason) } : null);
        Set("server.address", facts.Address?.Host);
        Set("server.port", facts.Address?.Port);
        Set("error.type", facts.ErrorCode);
        Set("keeptrusts.request_id", record.Call.RequestId);
        Set("keeptrusts.team", facts.Team);
        Set("keeptrusts.config", facts.Configuration);
        Set("keeptrusts.target", facts.Target);
        Set("keeptrusts.verdict", Names.Of(record.Verdict));
        Set("keeptrusts.reason_code", record.ReasonCode);
        Set("keeptrusts.outcome", facts.Outcome);
        Set("keeptrusts.stream", record.Stream);
        Set("keeptrusts.cost_usd", facts.CostUsd.ToString(CultureInfo.InvariantCulture));
        Set("keeptrusts.latency.gateway_ms", (facts.Total - record.Upstream).TotalMilliseconds);
        Set("keeptrusts.latency.upstream_ms", record.Upstream.TotalMilliseconds);
        foreach (var policy in record.Policies)
        {
            if (policy.Verdict != Policy.Verdicts.Verdict.Allow && !policy.Skipped)
            {
                span.AddEvent(new("keeptrusts.policy", tags: new()
                {
                    { "keeptrusts.policy.name", policy.Name },
                    { "keeptrusts.policy.kind", policy.Kind },
                    { "keeptrusts.phase", Names.Of(policy.Phase) },
                    { "keeptrusts.verdict", Names.Of(policy.Verdict) },
                    { "keeptrusts.reason_code", policy.ReasonCode },
                    { "keeptrusts.shadow", policy.Shadow },
                }));
            }
        }

        if (facts.Outcome is Outcomes.Failed or Outcomes.Cut || facts.Status >= 500)
        {
            span.SetStatus(ActivityStatusCode.Error, facts.ErrorCode);
        }

        void Set(string name, object? value)
        {
            if (value is not null)
            {
                span.SetTag(name, value);
            }
        }
    }
}
