using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Escalations;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.OutputPolicies;
using Keeptrusts.Gateway.Middleware.Providers;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Policy.Verdicts;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>Steps 6 to 8 of a call whose answer comes whole.</summary>
internal sealed class WholeExchange(ProviderStage providers, EscalationGate escalations, IOptions<GatewayOptions> options, TimeProvider time)
{
    public async Task<Ending> RunAsync(CallState state, Hold hold)
    {
        var call = state.Record.Call;
        using var clock = new AttemptClock(hold.Route.Target, time, call.HungUp);
        var begun = state.Attempt.Begun = time.GetTimestamp();
        var timed = false;
        try
        {
            // 6. Ask the provider.
            state.Attempt.Billing = Billing.Bound;
            var asked = await providers.AskAsync(hold, OutgoingBody.Write(hold), clock, call.HungUp).ConfigureAwait(false);
            if (asked.Refused(out var refusal, out var reply))
            {
                state.Attempt.Billing = refusal.Unsent ? Billing.Nothing : Billing.Bound;
                return Ending.Refused(refusal);
            }

            state.Upstream = reply;
            if (!reply.IsSuccess)
            {
                return await ProviderErrors.RelayAsync(state, hold, reply, clock.Token).ConfigureAwait(false);
            }

            // 7. Read the answer.
            var body = await BodyReader.ReadAsync(reply, clock, options.Value.MaxResponseBytes).ConfigureAwait(false);
            state.Attempt.End(time);
            timed = Took(state.Record, begun);
            return body is null ? Ending.Refused(UpstreamRefusals.TooLarge(hold.Route.Target)) : await JudgeAsync(state, hold, body.Value).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!call.HungUp.IsCancellationRequested)
        {
            return Ending.Refused(UpstreamRefusals.TimedOut(hold.Route.Target));
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return call.HungUp.IsCancellationRequested ? Ending.HungUp : Ending.Refused(UpstreamRefusals.Cut(hold.Route.Target));
        }
        finally
        {
            if (state.Attempt is { Billing: Billing.Bound, Usage: null })
            {
                using var unheard = new OutputMeter();
                state.Attempt.Usage = Usages.Count(hold, unheard);
            }

            if (!timed)
            {
                Took(state.Record, begun);
            }
        }
    }

    private bool Took(CallRecord record, long begun)
    {
        var took = time.GetElapsedTime(begun);
        record.Upstream += took;
        record.Took("provider", took);
        return true;
    }

    // 8. May this answer be shown?
    private async ValueTask<Ending> JudgeAsync(CallState state, Hold hold, ReadOnlyMemory<byte> body)
    {
        var begun = time.GetTimestamp();
        var grant = hold.Route.Cleared.Grant;
        using var policies = AnswerPolicies.Begin(grant, AnswerGuards.HasTexts(grant.Request, body));
        using var meter = new OutputMeter();
        var guard = AnswerGuards.Whole(hold.Route.Cleared, policies, meter);
        state.Content?.Hear(body.Span);
        var shown = guard.Take(body);
        if (shown is null)
        {
            return Ending.Refused(UpstreamRefusals.Invalid(hold.Route.Target));
        }

        state.Attempt.Billing = guard is { Failed: true, Usage: null } ? Billing.Bound : Billing.Usage;
        state.Attempt.Usage = Usages.Of(guard.Usage) ?? Usages.Count(hold, meter);
        state.Record.FinishReason = guard.FinishReason;
        var outcome = await OutputOutcome.JudgeAsync(policies, state.Record.Call.HungUp).ConfigureAwait(false);
        state.Record.Took("output_policies", time.GetElapsedTime(begun));
        if (outcome.Verdict == Verdict.Escalate)
        {
            return await OutputOutcome.EscalateAsync(escalations, state, hold, outcome, shown.Value, "application/json", mayWait: true).ConfigureAwait(false);
        }

        state.Record.Take(outcome);
        return outcome.Verdict == Verdict.Block
            ? Ending.Refused(PolicyRefusals.Of("output_blocked", outcome, state.Record.Call) with { Outcome = Outcomes.Refused })
            : new() { Outcome = Outcomes.Completed, Status = 200, Body = guard.Failed ? ProviderErrors.Cleaned(shown.Value, hold) : shown.Value, FromUpstream = true };
    }
}
