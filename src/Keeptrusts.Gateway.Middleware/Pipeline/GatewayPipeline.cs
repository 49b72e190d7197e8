using System.Diagnostics;
using Keeptrusts.Gateway.Middleware.Accounting;
using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Authentication;
using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Contents;
using Keeptrusts.Gateway.Middleware.Escalations;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Grants;
using Keeptrusts.Gateway.Middleware.InputPolicies;
using Keeptrusts.Gateway.Middleware.Providers;
using Keeptrusts.Gateway.Middleware.Routing;
using Keeptrusts.Gateway.Middleware.Telemetry;
using Microsoft.Extensions.Logging;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>One call from socket to settlement: the order of the steps, and nothing else.</summary>
internal sealed class GatewayPipeline(
    KeyAuthentication authentication,
    GrantResolver grants,
    ContentStage contents,
    EscalationGate escalations,
    RouteResolver routing,
    BudgetReservation budgets,
    WholeExchange whole,
    StreamExchange streams,
    FurtherAttempts further,
    AttemptEnds attempts,
    AuditStage auditing,
    CallTelemetry telemetry,
    TimeProvider time,
    ILogger<GatewayPipeline> logger)
{
    public async Task RunAsync(InboundCall call)
    {
        using var state = new CallState(call);
        var span = CallTelemetry.Begin(call);
        state.Record.Judged = span is null ? null : span.Judged;
        Ending ending;
        try
        {
            ending = await AdmitAndExchangeAsync(call, state, span).ConfigureAwait(false);
        }
        catch (Exception e) when (call.HungUp.IsCancellationRequested && e is OperationCanceledException or IOException)
        {
            ending = Ending.HungUp;
        }
        catch (CallerStalledException)
        {
            ending = Ending.HungUp;
        }
        catch (Exception e)
        {
            logger.CallFailed(call.RequestId, e.GetType().Name, e.StackTrace);
            ending = Ending.Refused(InternalError);
        }

        if (state.Key is { } entered)
        {
            state.Governing = state.Grant is null ? grants.Governing(entered) : null;
            authentication.Leave(call, entered);
            if (call.End.IsCut && ending.Outcome == Outcomes.Cancelled)
            {
                ending = Ending.Refused(KeyAuthentication.Cut(entered, call));
            }
        }

        // :: Settle. Always, and never on the caller's token: a hung-up caller still owes the money.
        var settlement = Settle(state, ending);                                     //  9. What did it cost?
        ending = await RecordAsync(state, ending, settlement).ConfigureAwait(false); // 10. Durable before the last byte.
        try
        {
            await CallDelivery.CompleteAsync(state, ending, state.Hold is null ? null : settlement.CostUsd).ConfigureAwait(false);
        }
        finally
        {
            telemetry.End(span, state.Record, CallTold.Of(state, ending, settlement, time));
        }
    }

    private async Task<Ending> AdmitAndExchangeAsync(InboundCall call, CallState state, Activity? span)
    {
        var timer = new StepTimer(state.Record, time);

        // :: Admit. Any step may refuse; nothing has left the building yet.
        // 1. Who is calling?
        if (authentication.Enter(call).Refused(out var refusal, out var key))
        {
            return timer.Refused("authenticate", refusal);
        }

        state.Key = key;
        timer.Done("authenticate");
        if ((await call.ReadBodyAsync().ConfigureAwait(false)).Refused(out refusal, out var body))
        {
            return timer.Refused("read", refusal);
        }

        state.Body = body;
        if (RequestParsing.Parse(body, state.Record).Refused(out refusal, out var request))
        {
            return timer.Refused("read", refusal);
        }

        timer.Done("read");

        // 2. What may this key do?
        if ((await grants.ResolveAsync(key, request, state.Record).ConfigureAwait(false)).Refused(out refusal, out var grant))
        {
            return timer.Refused("grant", refusal);
        }

        state.Grant = grant;
        if (await contents.BeginAsync(grant, state.Record).ConfigureAwait(false) is { } keeping)
        {
            if (keeping.Refused(out refusal, out var content))
            {
                return timer.Refused("grant", refusal);
            }

            state.Content = content;
        }

        timer.Done("grant");

        // 3. May this text leave?
        if ((await InputInspection.InspectAsync(grant, state.Record, escalations).ConfigureAwait(false)).Refused(out refusal, out var cleared))
        {
            return timer.Refused("input_policies", refusal);
        }

        state.Content?.Clear(cleared.Edits);
        timer.Done("input_policies");

        // A human may have released the answer to this very request: then no provider is asked.
        if (await escalations.FindAnswerAsync(grant.Escalated(state.Record)).ConfigureAwait(false) is { } held)
        {
            return held.Refused(out refusal, out var answer) ? Ending.Refused(refusal) : Ending.Released(answer);
        }

        // 4. Which target may answer?
        if (routing.Resolve(cleared, state.Record).Refused(out refusal, out var route))
        {
            return timer.Refused("route", refusal);
        }

        state.Route = route;

        // 5. Is there money for it?
        if ((await budgets.ReserveAsync(route, state.Record).ConfigureAwait(false)).Refused(out refusal, out var hold))
        {
            return timer.Refused("budget", refusal);
        }

        state.Hold = hold;
        timer.Done("budget");

        // :: Exchange: 6. ask the provider, 7. read the stream, 8. judge each piece before it is sent; all but the terminal event.
        while (true)
        {
            AttemptSpans.Begin(span, state, hold);
            var ending = request.Stream
                ? await streams.RunAsync(state, hold).ConfigureAwait(false)
                : await whole.RunAsync(state, hold).ConfigureAwait(false);

            // Of an answer that failed before it began, nobody has heard: another attempt may follow, with a route (4) and money (5) of its own.
            if (await further.BeginAsync(state, ending).ConfigureAwait(false) is not { } next)
            {
                return FurtherAttempts.Last(state, ending);
            }

            hold = next;
        }
    }

    private static Refusal InternalError => new()
    {
        Status = 500,
        Type = "server_error",
        Code = "internal_error",
        Message = "The gateway failed on this call. The request id names it in the gateway's log.",
        Outcome = Outcomes.Failed,
    };

    // Policies get back what they gave before the caller has the last byte, so that its next call finds the place free.
    private Settlement Settle(CallState state, Ending ending)
    {
        try
        {
            attempts.End(state, ending);
            state.Route?.Left();
            return state.Spent;
        }
        finally
        {
            try
            {
                state.Record.PolicyCall?.End(state.Tokens);
            }
            catch (Exception e)
            {
                logger.PolicyEndFailed(state.Record.Call.RequestId, e.GetType().Name, e.StackTrace);
            }
        }
    }

    /// <returns>The ending; where it cannot be recorded and the audit binds, a refusal in its place.</returns>
    private async Task<Ending> RecordAsync(CallState state, Ending ending, Settlement settlement)
    {
        if (state.Key is null)
        {
            return ending; // Nobody that the gateway knows: such calls are refused, not recorded, so that strangers cannot fill the journal.
        }

        if (settlement.OverrunUsd > 0)
        {
            logger.BudgetOverrun(state.Record.Call.RequestId, settlement.OverrunUsd);
        }

        try
        {
            await auditing.RecordAsync(new()
            {
                Record = state.Record,
                Key = state.Key,
                Outcome = ending.Outcome,
                Status = ending.Status,
                ErrorCode = ending.Refusal?.Code,
                EscalationId = ending.Refusal?.EscalationId ?? state.Record.EscalationId,
                ConfigVersion = (state.Grant?.Configuration ?? state.Governing)?.Label,
                Provider = state.Hold?.Route.Target.Id,
                Usage = state.Attempt.Usage,
                CostUsd = settlement.CostUsd,
                OverrunUsd = settlement.OverrunUsd,
                Content = CallDelivery.Content(state, ending),
                RetentionDays = state.Grant?.Scope.Audit.RetentionDays,
                Settlement = settlement.Line,
            }).ConfigureAwait(false);
            attempts.Recorded(state);
            return ending;
        }
        catch (IOException)
        {
            logger.JournalUnwritable(state.Record.Call.RequestId);
            return state.Grant?.Scope.Audit.Binding == false ? ending : Ending.Refused(AuditRefusals.Unavailable);
        }
    }
}
