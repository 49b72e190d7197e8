using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Telemetry;
using Keeptrusts.Policy.Evaluation;
using Microsoft.Extensions.Logging;

namespace Keeptrusts.Gateway.Middleware.Escalations;

/// <summary>
/// What an escalation means for a call. A request that was approved passes, but for this the other policies still act. An answer that was approved leaves as
/// it was held, once. Whatever is not approved is refused; a call that is no stream may wait for the decision first.
/// </summary>
internal sealed class EscalationGate(TimeProvider time, ILogger<EscalationGate> logger, IEscalationDesk? desk = null)
{
    /// <summary>Whether escalated answers are kept for a decision. Without a desk they are dropped.</summary>
    public bool Keeps => desk is not null;

    /// <summary>Asks about a request that policies escalate.</summary>
    /// <param name="call">The call.</param>
    /// <param name="outcome">What they said, with the verdict of an escalation.</param>
    /// <param name="shown">The request as whoever decides sees it.</param>
    /// <returns>The outcome with the escalating policies lifted, where each was approved.</returns>
    public async ValueTask<Step<PhaseOutcome>> ReviewRequestAsync(EscalatedCall call, PhaseOutcome outcome, ReadOnlyMemory<byte> shown)
    {
        if (desk is null)
        {
            return PolicyRefusals.Of("input_blocked", outcome, call.Record.Call);
        }

        var policies = Escalating.In(outcome, call.Scope);
        using var patience = new Patience(call, policies, time);
        var begun = time.GetTimestamp();
        var id = Ids.New("esc_", time.GetUtcNow());
        try
        {
            // 1. Ask about each, so that all who decide see their question at once.
            var tickets = new List<EscalationTicket>(policies.Count);
            var hashKey = await desk.HashKeyAsync(patience.HungUp).ConfigureAwait(false);
            var subject = call.Subject(hashKey.Span, policies[0].Phase);
            foreach (var policy in policies)
            {
                tickets.Add(await desk.OpenAsync(Case(call, subject, policy, shown), patience.HungUp).ConfigureAwait(false));
            }

            // 2. Each has to be approved.
            foreach (var ticket in tickets)
            {
                var decided = await patience.WaitAsync(desk, ticket).ConfigureAwait(false);
                call.Record.EscalationId = decided.Id;
                if (decided.State != EscalationState.Approved)
                {
                    return EscalationRefusals.Of(decided, answer: false);
                }
            }

            return outcome.Lifted();
        }
        catch (Exception e) when (!patience.HungUp.IsCancellationRequested)
        {
            return Unavailable(call, policies[0], id, e);
        }
        finally
        {
            call.Record.Took("escalation", time.GetElapsedTime(begun));
        }
    }

    /// <summary>Looks, before the provider is asked, whether an answer to this very request is held already.</summary>
    /// <returns>The answer, or why it may not leave; <see langword="null"/> where none is held.</returns>
    public async ValueTask<Step<HeldAnswer>?> FindAnswerAsync(EscalatedCall call)
    {
        if (desk is not { HoldsAnswers: true } || !(call.Scope.JudgesTools || call.Scope.Reads(Policy.Verdicts.PolicyPhase.Output)))
        {
            return null;
        }

        var begun = time.GetTimestamp();
        try
        {
            var hashKey = await desk.HashKeyAsync(call.Record.Call.HungUp).ConfigureAwait(false);
            if (await desk.FindAnswerAsync(call.Subject(hashKey.Span, EscalatedCall.Answer), call.Record.Call.HungUp).ConfigureAwait(false) is not { } ticket)
            {
                return null;
            }

            var followed = await FollowAsync(desk, call, ticket).ConfigureAwait(false);
            call.Record.Took("escalation", time.GetElapsedTime(begun));
            return followed.Refused(out var refusal, out _) && refusal.EscalationStatus == "used" ? default(Step<HeldAnswer>?) : followed;
        }
        catch (Exception e) when (!call.Record.Call.HungUp.IsCancellationRequested)
        {
            // The provider may be asked: what it answers is judged like any other answer.
            logger.EscalationDeskFailed(call.Record.Call.RequestId, e.GetType().Name);
            return null;
        }
    }

    /// <summary>Holds an answer that policies escalate.</summary>
    /// <param name="call">The call.</param>
    /// <param name="outcome">What they said, with the verdict of an escalation.</param>
    /// <param name="answer">The whole answer, as it would leave.</param>
    /// <param name="mayWait">Whether the answer can still leave by this call, once it is approved.</param>
    /// <returns>The answer, where it was approved in time; otherwise why it may not leave.</returns>
    public async ValueTask<Step<HeldAnswer>> ReviewAnswerAsync(EscalatedCall call, PhaseOutcome outcome, HeldAnswer answer, bool mayWait)
    {
        if (desk is null)
        {
            return PolicyRefusals.Of("output_blocked", outcome, call.Record.Call);
        }

        var policies = Escalating.In(outcome, call.Scope);
        var begun = time.GetTimestamp();
        var id = Ids.New("esc_", time.GetUtcNow());
        try
        {
            var ticket = await OpenAsync(desk, call, answer with { Others = policies }).ConfigureAwait(false);
            call.Record.EscalationId = ticket.Id;
            return mayWait ? await FollowAsync(desk, call, ticket).ConfigureAwait(false) : EscalationRefusals.Of(ticket, answer: true);
        }
        catch (Exception e) when (!call.Record.Call.HungUp.IsCancellationRequested)
        {
            return Unavailable(call, policies[0], id, e);
        }
        finally
        {
            call.Record.Took("escalation", time.GetElapsedTime(begun));
        }
    }

    /// <summary>Follows an answer from one policy that escalates it to the next: only when all are lifted it may leave.</summary>
    private async ValueTask<Step<HeldAnswer>> FollowAsync(IEscalationDesk at, EscalatedCall call, EscalationTicket ticket)
    {
        using var patience = new Patience(call, [ticket.Policy], time);
        while (true)
        {
            ticket = await patience.WaitAsync(at, ticket).ConfigureAwait(false);
            call.Record.EscalationId = ticket.Id;
            if (ticket.State != EscalationState.Approved)
            {
                return EscalationRefusals.Of(ticket, answer: true);
            }

            if (await at.ReleaseAsync(ticket.Id, patience.HungUp).ConfigureAwait(false) is not { } released)
            {
                return EscalationRefusals.UsedUp(ticket);
            }

            if (released.Others.Count == 0)
            {
                return released;
            }

            ticket = await OpenAsync(at, call, released).ConfigureAwait(false);
        }
    }

    // The first of the policies that are yet to be asked about; the rest wait with the answer.
    private async ValueTask<EscalationTicket> OpenAsync(IEscalationDesk at, EscalatedCall call, HeldAnswer answer)
    {
        var hashKey = await at.HashKeyAsync(call.Record.Call.HungUp).ConfigureAwait(false);
        var asked = Case(call, call.Subject(hashKey.Span, EscalatedCall.Answer), answer.Others[0], answer.Request) with
        {
            Answer = answer with { Others = [] },
            Others = [.. answer.Others.Skip(1)],
        };
        return await at.OpenAsync(asked, call.Record.Call.HungUp).ConfigureAwait(false);
    }

    private EscalationCase Case(EscalatedCall call, string subject, EscalatingPolicy policy, ReadOnlyMemory<byte> shown) => new()
    {
        Id = Ids.New("esc_", time.GetUtcNow()),
        Subject = subject,
        Policy = policy,
        KeyId = call.Key.Id,
        KeyName = call.Key.Name,
        Owner = call.Key.OnBehalfOf ? call.Record.User ?? call.Key.Owner : call.Key.Owner,
        TeamId = call.Key.TeamId,
        LineageId = call.Key.LineageId,
        ConfigVersion = call.Configuration.Label,
        Model = call.Record.Model,
        RequestId = call.Record.Call.RequestId,
        At = time.GetUtcNow(),
        Request = shown,
    };

    private Refusal Unavailable(EscalatedCall call, EscalatingPolicy policy, string id, Exception exception)
    {
        logger.EscalationDeskFailed(call.Record.Call.RequestId, exception.GetType().Name);
        return EscalationRefusals.Unavailable(policy, id);
    }
}
