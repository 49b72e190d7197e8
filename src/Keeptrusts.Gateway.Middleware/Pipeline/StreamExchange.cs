using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Configuration;
using Keeptrusts.Gateway.Middleware.Escalations;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.OutputPolicies;
using Keeptrusts.Gateway.Middleware.Providers;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Tokens;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;
using Microsoft.Extensions.Options;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>Steps 6 to 8 of a streamed call: one stream, read once; nothing is sent before it is judged.</summary>
internal sealed class StreamExchange(ProviderStage providers, EscalationGate escalations, IOptions<GatewayOptions> options, TimeProvider time)
{
    public async Task<Ending> RunAsync(CallState state, Hold hold)
    {
        var call = state.Record.Call;
        var grant = hold.Route.Cleared.Grant;
        using var clock = new AttemptClock(hold.Route.Target, time, call.HungUp);
        using var meter = new OutputMeter();
        using var policies = AnswerPolicies.Begin(grant);
        var guard = AnswerGuards.Stream(hold.Route.Cleared, policies, meter, options.Value.MaxResponseBytes);
        var sink = grant.Scope.BufferedOutput ? new BufferedSink(state) : policies.Tools is not null && escalations.Keeps ? new KeepingSink(state) : (IStreamSink)new LiveSink(state);
        if (escalations.Keeps && sink is IAnswerKeeper keeper)
        {
            guard.Keep(keeper);
        }

        using var silence = new SilenceTimer(TimeSpan.FromSeconds(options.Value.KeepAliveSeconds), time, () => KeepAliveAsync(sink, clock)) { Since = state.SentAt };
        var begun = state.Attempt.Begun = time.GetTimestamp();
        try
        {
            var failed = await TryExchangeAsync(state, hold, clock, guard, meter, sink, silence).ConfigureAwait(false);
            state.Attempt.End(time);
            state.Record.Took("provider", time.GetElapsedTime(begun));
            if (failed is not null && failed.Trouble != FallbackTriggers.None && !state.Attempt.Heard)
            {
                return failed; // Nothing was said, so there is nothing to judge, and another attempt may take this one's place.
            }

            var ending = await ConcludeAsync(state, hold, policies, guard, sink, silence, failed).ConfigureAwait(false);
            return ending with { NextNumber = guard.NextNumber };
        }
        finally
        {
            state.SentAt = silence.Since;
            state.Record.Caller += clock.Apart;

            // A caller who hung up still owes what the provider said until then, and more that nobody saw.
            state.Attempt.Usage = Usages.Of(guard.Usage) ?? (state.Attempt.Billing == Billing.Nothing ? null : Usages.Count(hold, meter));
            state.Record.FinishReason = guard.FinishReason;
            if (guard.Spoke)
            {
                state.Record.FirstToken ??= time.GetElapsedTime(call.ArrivedTimestamp); // A short answer may come in one piece.
            }

            state.Record.MostHeld = Math.Max(state.Record.MostHeld, meter.MostHeld);
        }
    }

    private async Task<Ending?> TryExchangeAsync(CallState state, Hold hold, AttemptClock clock, IStreamGuard guard, OutputMeter meter, IStreamSink sink, SilenceTimer silence)
    {
        var hungUp = state.Record.Call.HungUp;
        try
        {
            return await ExchangeAsync(state, hold, clock, guard, meter, sink, silence).ConfigureAwait(false);
        }
        catch (CallerStalledException)
        {
            return Ending.HungUp;
        }
        catch (OperationCanceledException) when (!hungUp.IsCancellationRequested)
        {
            return Ending.Refused(UpstreamRefusals.TimedOut(hold.Route.Target));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
        {
            return hungUp.IsCancellationRequested ? Ending.HungUp : Ending.Refused(UpstreamRefusals.Cut(hold.Route.Target));
        }
    }

    private static async ValueTask KeepAliveAsync(IStreamSink sink, AttemptClock clock) => await clock.ApartAsync(Sending(sink)).ConfigureAwait(false);

    private static async ValueTask<bool> Sending(IStreamSink sink)
    {
        await sink.KeepAliveAsync().ConfigureAwait(false);
        return true;
    }

    /// <returns>Why the answer is not whole, or <see langword="null"/> where it is.</returns>
    private async Task<Ending?> ExchangeAsync(CallState state, Hold hold, AttemptClock clock, IStreamGuard guard, OutputMeter meter, IStreamSink sink, SilenceTimer silence)
    {
        var backstop = Backstop(hold);
        var call = state.Record.Call;
        var target = hold.Route.Target;

        // 6. Ask the provider.
        state.Attempt.Billing = Billing.Bound;
        var asking = providers.AskAsync(hold, OutgoingBody.Write(hold), clock, call.HungUp);
        var sent = time.GetTimestamp();
        var asked = asking.IsCompletedSuccessfully ? asking.Result : await silence.WaitAsync(asking).ConfigureAwait(false);
        state.Record.Upstream += time.GetElapsedTime(sent);
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

        if (!reply.IsEventStream)
        {
            return Ending.Refused(UpstreamRefusals.Invalid(target));
        }

        // 7. Bytes become events; 8. each is judged before it is sent.
        using var events = new UpstreamEvents(reply, clock, silence, options.Value.MaxResponseBytes);
        sink.Open();
        while (true)
        {
            while (events.TryRead(out var kind, out var data))
            {
                if (kind == SseEventKind.Done)
                {
                    return Finish(state, guard, sink, target);
                }

                state.Content?.Hear(data);
                var step = guard.Take(data, sink.Output);
                if (step != GuardStep.Next)
                {
                    return step switch
                    {
                        GuardStep.Finished => Finish(state, guard, sink, target),
                        GuardStep.Blocked => Blocked(),
                        GuardStep.ProviderError => await ReportedAsync(hold, data.ToArray(), call.HungUp).ConfigureAwait(false),
                        _ => Ending.Refused(UpstreamRefusals.Invalid(target)),
                    };
                }

                if (!state.Attempt.Heard)
                {
                    state.Attempt.Heard = true;
                    hold.Route.Heard();
                }

                if (backstop is { } most && meter.Exceeds(most))
                {
                    guard.CutShort(data, new ReplyUsage(PromptTokens.Count(hold.Route.Cleared.Grant.Request), meter.Count(), 0, 0), sink.Output);
                    return BudgetCut(hold);
                }
            }

            if (guard.Spoke)
            {
                state.Record.FirstToken ??= time.GetElapsedTime(call.ArrivedTimestamp);
            }

            if (await clock.ApartAsync(sink.FlushAsync(call.HungUp)).ConfigureAwait(false))
            {
                silence.Spoke();
            }

            var waiting = time.GetTimestamp();
            var more = await events.ReadMoreAsync().ConfigureAwait(false);
            state.Record.Upstream += time.GetElapsedTime(waiting);
            if (!more)
            {
                return guard.AllFinished && !events.Broken ? Finish(state, guard, sink, target) : Ending.Refused(UpstreamRefusals.Cut(target));
            }
        }
    }

    /// <summary>
    /// Output tokens at which a stream is cut although the provider goes on. The provider's own limit is what ends an answer; this only stops a provider
    /// that ignores it, so the margin leaves room for tokenizers that count differently from ours.
    /// </summary>
    private static long? Backstop(Hold hold)
    {
        const int Margin = 64;
        var request = hold.Route.Cleared.Grant.Request;
        return hold.Id.Length > 0 && hold.Nano > 0 && !request.Echoes && (hold.OutputLimit ?? request.OutputLimit) is { } limit
            ? ((long)limit * request.Choices * 3 / 2) + Margin
            : null;
    }

    private static Ending BudgetCut(Hold hold) => Ending.Refused(new()
    {
        Status = 200,
        Type = "insufficient_quota",
        Code = "budget_exceeded",
        Message = $"Target `{hold.Route.Target.Id}` went beyond the output limit that the budget was checked with, so the answer was cut. Ask for a lower output limit, or use another target.",
        Outcome = Outcomes.Cut,
    });

    private static Ending? Finish(CallState state, IStreamGuard guard, IStreamSink sink, Policy.Plans.TargetPlan target)
    {
        var step = guard.Finish(sink.Output);
        if (step != GuardStep.Next)
        {
            return step == GuardStep.Blocked ? Blocked() : Ending.Refused(UpstreamRefusals.Cut(target));
        }

        state.Attempt.Billing = guard is { Failed: true, Usage: null } ? Billing.Bound : Billing.Usage;
        return guard.FinishReason is null && !guard.Spoke && guard.Usage is null ? Ending.Refused(UpstreamRefusals.Invalid(target)) : null;
    }

    // An error inside the stream, as the provider words it, if that may be shown.
    private static async ValueTask<Ending> ReportedAsync(Hold hold, byte[] data, CancellationToken hungUp) =>
        await ProviderErrors.ShownAsync(data, hold, hungUp).ConfigureAwait(false) is { } shown
            ? new() { Outcome = Outcomes.Failed, Status = 502, Body = shown, FromUpstream = true, Trouble = FallbackTriggers.ServerError }
            : Ending.Refused(UpstreamRefusals.Cut(hold.Route.Target));

    // Filled in by Conclude, once the evaluation has its outcome.
    private static Ending Blocked() => new() { Outcome = Outcomes.Cut, Status = 200 };

    /// <summary>Asks the policies that judge an answer as a whole; only then does a buffered one begin to leave.</summary>
    private async ValueTask<Ending> ConcludeAsync(
        CallState state, Hold hold, AnswerPolicies policies, IStreamGuard guard, IStreamSink sink, SilenceTimer silence, Ending? failed)
    {
        var call = state.Record.Call;
        PhaseOutcome outcome;
        try
        {
            var judging = OutputOutcome.JudgeAsync(policies, call.HungUp);
            outcome = judging.IsCompletedSuccessfully ? judging.Result : await silence.WaitAsync(judging.AsTask()).ConfigureAwait(false);
        }
        catch (Exception e) when (call.HungUp.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            return Ending.HungUp;
        }

        var asks = outcome.Verdict == Verdict.Escalate && escalations.Keeps;
        if (asks && failed is null)
        {
            var kept = sink.Kept(guard.Terminal);
            sink.Discard();
            var asking = OutputOutcome.EscalateAsync(escalations, state, hold, outcome, kept, LiveSink.ContentType, mayWait: false);
            return Cut(await silence.WaitAsync(asking).ConfigureAwait(false), call);
        }

        // A broken answer is nothing that a human could release.
        state.Record.Take(outcome);
        if (asks || outcome.Verdict < Verdict.Escalate || failed is { Outcome: Outcomes.Cancelled })
        {
            return failed ?? sink.Complete(guard.Failed ? ProviderErrors.Cleaned(guard.Terminal, hold) : guard.Terminal);
        }

        sink.Discard();
        return Cut(Ending.Refused(PolicyRefusals.Of("output_blocked", outcome, call)), call);
    }

    // Once something has been sent, the status is what it is.
    private static Ending Cut(Ending refused, InboundCall call) =>
        refused with { Outcome = Outcomes.Cut, Status = call.Reply.HasStarted ? 200 : refused.Status };
}
