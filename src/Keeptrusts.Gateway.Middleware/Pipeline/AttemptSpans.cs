using System.Diagnostics;
using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Telemetry;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>What telemetry is told of attempts.</summary>
internal static class AttemptSpans
{
    /// <summary>The attempt begins that the hold pays for.</summary>
    public static void Begin(Activity? call, CallState state, Hold hold)
    {
        state.Attempts++;
        if (call is not null)
        {
            state.Attempt.Span = Spans.BeginAttempt(call, Of(state, hold));
        }
    }

    public static AttemptFacts Of(CallState state, Hold hold) => new()
    {
        Surface = state.Record.Call.Surface,
        Target = hold.Route.Target.Id,
        Provider = hold.Route.Target.Provider,
        Model = state.Record.Model is null ? null : hold.Route.Model,
        Address = hold.Route.Target.BaseUrl,
        Number = state.Attempts,
        RetryCause = state.LastOutcome,
    };
}
