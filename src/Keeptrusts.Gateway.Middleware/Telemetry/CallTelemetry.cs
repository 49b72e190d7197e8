using System.Diagnostics;
using System.Globalization;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Telemetry;

/// <summary>Tells about calls: a span each, with those below it, and the metrics. Everything that it says is a name or a number.</summary>
/// <param name="metrics">The instruments.</param>
internal sealed class CallTelemetry(CallMetrics metrics)
{
    /// <summary>A call begins.</summary>
    /// <returns>Its span; <see langword="null"/> where nobody listens.</returns>
    public static Activity? Begin(InboundCall call)
    {
        if (!Spans.Source.HasListeners())
        {
            return null;
        }

        // A span of the host's own tracing, which this call is a part of; otherwise the call comes in here. An activity of no source is the web server's, for
        // its log: nobody exports it, and a span below it would hang in the air.
        var current = Activity.Current;
        var isInside = current is { Source.Name.Length: > 0 };
        if (!isInside)
        {
            Activity.Current = null;
        }

        return Spans.Source.StartActivity(
            $"keeptrusts {GenAINames.Operation(call.Surface)}", isInside ? ActivityKind.Internal : ActivityKind.Server, isInside ? default : Caller(current, call));
    }

    private static ActivityContext Caller(Activity? server, InboundCall call) =>
        server is { HasRemoteParent: true, IdFormat: ActivityIdFormat.W3C } ? new(server.TraceId, server.ParentSpanId, server.ActivityTraceFlags, server.TraceStateString, isRemote: true)
        : ActivityContext.TryParse(call.TraceParent, null, isRemote: true, out var parent) ? parent
        : default;

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
        Set("http.request.method", "POST");
        Set("http.response.status_code", facts.Status);
        Set("error.type", facts.ErrorCode);
        Set("keeptrusts.request_id", record.Call.RequestId);
        Set("keeptrusts.team", facts.Team);
        Set("keeptrusts.config", facts.Configuration);
        Set("keeptrusts.target", facts.Target);
        Set("keeptrusts.attempts", facts.Attempts);
        Set("keeptrusts.verdict", Names.Of(record.Verdict));
        Set("keeptrusts.reason_code", record.ReasonCode);
        Set("keeptrusts.outcome", facts.Outcome);
        Set("keeptrusts.stream", record.Stream);
        Set("keeptrusts.cost_usd", facts.CostUsd.ToString(CultureInfo.InvariantCulture));
        Set("keeptrusts.latency.gateway_ms", (facts.Total - record.Upstream - record.Caller).TotalMilliseconds);
        Set("keeptrusts.latency.upstream_ms", record.Upstream.TotalMilliseconds);
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
