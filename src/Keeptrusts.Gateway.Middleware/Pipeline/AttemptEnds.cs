using Keeptrusts.Gateway.Middleware.Accounting;
using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Routing;
using Keeptrusts.Gateway.Middleware.Telemetry;
using Keeptrusts.Policy.Plans;
using Microsoft.Extensions.Logging;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>Ends an attempt: what it cost, what the target's breaker hears of it, and what log, metrics and event tell of it.</summary>
internal sealed class AttemptEnds(AccountingStage accounting, TargetHealths healths, RoutingMetrics metrics, TimeProvider time, ILogger<AttemptEnds> logger)
{
    /// <summary>Ends the attempt that is being made, if there is one; once.</summary>
    public void End(CallState state, Ending ending)
    {
        if (state.Hold is not { } hold || state.Settled is not null)
        {
            return;
        }

        var settled = accounting.Settle(hold, state.Attempt);
        state.Settled = settled;
        state.Spent = state.Spent.And(settled);
        state.Tokens += state.Attempt is { Billing: not Billing.Nothing, Usage: { } used } ? (long)used.Prompt + used.Completion : 0;

        var outcome = AttemptOutcomes.Of(state.Attempt, ending);
        state.Attempt.End(time);
        var took = time.GetElapsedTime(state.Attempt.Begun, state.Attempt.Ended);
        Report(hold.Route, outcome);
        if (metrics.IsHeard || state.Attempt.Span is not null)
        {
            Tell(state, hold, outcome, took);
        }

        state.LastOutcome = outcome;
        if (ending.Trouble != FallbackTriggers.None)
        {
            healths.Of(hold.Route.Target).Failed(outcome);
            logger.AttemptFailed(state.Record.Call.RequestId, hold.Route.Target.Id, outcome, state.Upstream?.Status);
        }

        if (outcome != AttemptOutcomes.Answered || state.Record.Attempts is not null || hold.Route.Model != hold.Route.Cleared.Grant.Request.Model)
        {
            state.Record.Tried(Trace(state, hold, outcome, took));
        }
    }

    /// <summary>The call is in the journal, and with it what its attempts have cost.</summary>
    public void Recorded(CallState state) => accounting.Recorded(state.Spent);

    private void Tell(CallState state, Hold hold, string outcome, TimeSpan took)
    {
        var isFailure = outcome is not (AttemptOutcomes.Answered or AttemptOutcomes.Ended);
        var ending = new AttemptEnding(outcome, isFailure, state.Upstream?.Status, state.Attempt.Usage, state.Record.FinishReason, state.Settled!.CostUsd, took);
        metrics.Attempted(AttemptSpans.Of(state, hold), ending);
        Spans.EndAttempt(state.Attempt.Span, ending);
    }

    private static AttemptTrace Trace(CallState state, Hold hold, string outcome, TimeSpan took) => new()
    {
        Target = hold.Route.Target.Id,
        Model = hold.Route.Model,
        Outcome = outcome,
        Status = state.Upstream?.Status,
        Ms = Math.Round(took.TotalMilliseconds, 4),
        CostUsd = state.Settled!.CostUsd,
    };

    // A provider that says no is alive.
    private void Report(Route route, string outcome)
    {
        if (route.Health is not { } health || route.Itinerary?.Plan is not { FailureThreshold: > 0 } plan)
        {
            return;
        }

        if (outcome is AttemptOutcomes.ServerError or AttemptOutcomes.Timeout)
        {
            if (health.Breaker.Failed(route.Ticket, plan.FailureThreshold, plan.Cooldown))
            {
                logger.BreakerOpened(health.Id, plan.Cooldown.TotalSeconds);
                metrics.BreakerChanged(health.Id, BreakerStates.Open);
            }
        }
        else if (outcome != AttemptOutcomes.Ended && health.Breaker.Succeeded(route.Ticket))
        {
            logger.BreakerClosed(health.Id);
            metrics.BreakerChanged(health.Id, BreakerStates.Closed);
        }
    }
}
