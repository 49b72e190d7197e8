using System.Diagnostics;
using System.Globalization;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Telemetry;

/// <summary>The spans below a call's own: one for each attempt at a provider, after the conventions for generative AI, and one for each phase of policies.</summary>
internal static class Spans
{
    internal static readonly ActivitySource Source = new(KeeptrustsTelemetry.SourceName);

    /// <summary>An attempt begins. What the provider's client tells by itself stands below it.</summary>
    public static Activity? BeginAttempt(Activity call, AttemptFacts facts)
    {
        var operation = GenAINames.Operation(facts.Surface);
        var span = Source.StartActivity(facts.Model is null ? operation : $"{operation} {facts.Model}", ActivityKind.Client, call.Context);
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag("gen_ai.operation.name", operation);
            span.SetTag("gen_ai.provider.name", GenAINames.Provider(facts.Provider));
            span.SetTag("gen_ai.request.model", facts.Model);
            span.SetTag("server.address", facts.Address?.Host);
            span.SetTag("server.port", facts.Address?.Port);
            span.SetTag("keeptrusts.target", facts.Target);
            span.SetTag("keeptrusts.attempt", facts.Number);
            span.SetTag("keeptrusts.retry_cause", facts.RetryCause);
        }

        return span;
    }

    /// <summary>An attempt has ended.</summary>
    public static void EndAttempt(Activity? span, AttemptEnding ending)
    {
        if (span is null)
        {
            return;
        }

        if (span.IsAllDataRequested)
        {
            span.SetTag("gen_ai.usage.input_tokens", ending.Usage?.Prompt);
            span.SetTag("gen_ai.usage.output_tokens", ending.Usage?.Completion);
            span.SetTag("gen_ai.response.finish_reasons", ending.FinishReason is { } reason ? new[] { GenAINames.Reason(reason) } : null);
            span.SetTag("http.response.status_code", ending.Status);
            span.SetTag("error.type", ending.ErrorType);
            span.SetTag("keeptrusts.outcome", ending.Outcome);
            span.SetTag("keeptrusts.cost_usd", ending.CostUsd.ToString(CultureInfo.InvariantCulture));
            if (ending.IsFailure)
            {
                span.SetStatus(ActivityStatusCode.Error, ending.Outcome);
            }
        }

        span.Dispose();
    }

    /// <summary>
    /// Policies have judged. A span's length is the time that they took: of a stream they take it piece by piece, between the pieces.
    /// </summary>
    public static void Judged(this Activity call, PhaseOutcome outcome)
    {
        var now = TimeProvider.System.GetUtcNow();
        foreach (var phase in outcome.Policies.GroupBy(policy => policy.Phase))
        {
            var took = TimeSpan.FromTicks(phase.Sum(policy => policy.Duration.Ticks));
            var name = Names.Of(phase.Key);
            using var span = Source.StartActivity(ActivityKind.Internal, call.Context, startTime: now - took, name: $"policies {name}");
            if (span is { IsAllDataRequested: true })
            {
                span.SetTag("keeptrusts.phase", name);
                span.SetTag("keeptrusts.policies", phase.Count(policy => !policy.Skipped));
                span.SetTag("keeptrusts.verdict", Names.Of(phase.Where(policy => policy is { Shadow: false, Skipped: false }).Select(policy => policy.Verdict).DefaultIfEmpty(Verdict.Allow).Max()));
                foreach (var policy in phase.Where(policy => policy is { Verdict: not Verdict.Allow, Skipped: false }))
                {
                    span.AddEvent(Objection(policy));
                }
            }

            span?.SetEndTime(now.UtcDateTime);
        }
    }

    private static ActivityEvent Objection(PolicyResult policy) => new("keeptrusts.policy", tags: new()
    {
        { "keeptrusts.policy.name", policy.Name },
        { "keeptrusts.policy.kind", policy.Kind },
        { "keeptrusts.phase", Names.Of(policy.Phase) },
        { "keeptrusts.verdict", Names.Of(policy.Verdict) },
        { "keeptrusts.reason_code", policy.ReasonCode },
        { "keeptrusts.shadow", policy.Shadow },
    });
}
