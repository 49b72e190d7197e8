using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Escalations;
using Keeptrusts.Host.ControlPlane.Protection;
using Keeptrusts.Host.ControlPlane.Webhooks;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Runtime;

/// <summary>The gateway's escalations over the control plane's store.</summary>
/// <param name="gateway">The gateway's name.</param>
/// <param name="store">Where they are kept.</param>
/// <param name="box">Encrypts what is held.</param>
/// <param name="keys">The organisation's keys.</param>
/// <param name="signals">Decisions made in this process.</param>
/// <param name="webhooks">Who is told.</param>
/// <param name="time">The clock.</param>
internal sealed class EscalationDesk(
    string gateway, IEscalationStore store, IContentBox box, OrganisationKeys keys, EscalationSignals signals, IWebhookPublisher webhooks, TimeProvider time) : IEscalationDesk
{
    /// <summary>How often a decision of another node is looked for while a call waits.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    public bool HoldsAnswers => signals.HoldsAnswers;

    public ValueTask<ReadOnlyMemory<byte>> HashKeyAsync(CancellationToken cancellation) => keys.GetAsync(OrganisationKeys.Escalations, cancellation);

    public async ValueTask<EscalationTicket?> FindAnswerAsync(string subject, CancellationToken cancellation) =>
        await store.FindAnswerAsync(subject, time.GetUtcNow(), cancellation) is { } found ? Ticket(found) : null;

    public async ValueTask<EscalationTicket> OpenAsync(EscalationCase escalation, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var fresh = Record(escalation, now);
        List<HeldContent> contents = [Held(fresh.Id, HeldContent.Request, escalation.Request, now)];
        if (escalation.Answer is { } answer)
        {
            contents.Add(Held(fresh.Id, HeldContent.Answer, answer.Body, now));
        }

        var opened = await store.OpenAsync(fresh, contents, now, cancellation);
        if (opened.AnswerType is not null)
        {
            signals.Open();
        }

        if (ReferenceEquals(opened, fresh))
        {
            await webhooks.PublishAsync(WebhookEvents.EscalationCreated, new() { ["escalation_id"] = fresh.Id, ["team_id"] = fresh.TeamId, ["key_id"] = fresh.KeyId, ["policy"] = fresh.Policy, ["request_id"] = fresh.RequestId }, CancellationToken.None);
        }

        return Ticket(opened);
    }

    public async ValueTask<EscalationTicket> WaitAsync(string id, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var decided = signals.Next(id);
                if (await store.FindAsync(id, cancellation) is { } found && Ticket(found) is { State: not EscalationState.Pending } ticket)
                {
                    return ticket;
                }

                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                await Task.WhenAny(decided, Task.Delay(Look, time, either.Token));
                await either.CancelAsync();
                cancellation.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            signals.Forget(id);
        }
    }

    public async ValueTask<HeldAnswer?> ReleaseAsync(string id, CancellationToken cancellation)
    {
        if (await store.FindAsync(id, cancellation) is not { AnswerType: { } type } escalation)
        {
            return null;
        }

        var held = await store.ReleaseAsync(id, time.GetUtcNow(), cancellation);
        return Clear(held, HeldContent.Answer) is not { } answer ? null : new(answer, type)
        {
            Request = Clear(held, HeldContent.Request) ?? [],
            Others = escalation.Others is { } others ? JsonSerializer.Deserialize(others, ControlJson.Default.IReadOnlyListEscalatingPolicy)! : [],
        };
    }

    private Escalation Record(EscalationCase escalation, DateTimeOffset now)
    {
        var lasts = TimeSpan.FromSeconds(escalation.Policy.ApprovalTtlSeconds);
        return new()
        {
            Id = escalation.Id,
            Subject = escalation.Subject,
            Fingerprint = $"{escalation.Subject}:{escalation.Policy.Name}",
            TeamId = escalation.TeamId,
            KeyId = escalation.KeyId,
            KeyName = escalation.KeyName,
            LineageId = escalation.LineageId,
            Owner = escalation.Owner,
            Gateway = gateway,
            RequestId = escalation.RequestId,
            Policy = escalation.Policy.Name,
            Kind = escalation.Policy.Kind,
            Phase = escalation.Policy.Phase,
            ReasonCode = escalation.Policy.ReasonCode,
            Findings = escalation.Policy.Findings,
            Others = escalation.Others.Count == 0 ? null : JsonSerializer.Serialize(escalation.Others, ControlJson.Default.IReadOnlyListEscalatingPolicy),
            AnswerType = escalation.Answer?.ContentType,
            ConfigVersion = escalation.ConfigVersion,
            Model = escalation.Model,
            Assignees = escalation.Policy.Assignees,
            Status = EscalationStatus.Queued,
            CreatedAt = now,
            ExpiresAt = now + lasts,
            ApprovalLasts = lasts,
        };
    }

    private HeldContent Held(string id, string part, ReadOnlyMemory<byte> content, DateTimeOffset now) =>
        new() { EscalationId = id, Part = part, Ciphertext = box.Protect(Purposes.HeldContent, content.Span), CreatedAt = now };

    private byte[]? Clear(IReadOnlyList<HeldContent> held, string part) =>
        held.FirstOrDefault(h => h.Part == part) is { } content ? box.Unprotect(Purposes.HeldContent, content.Ciphertext) : null;

    private EscalationTicket Ticket(Escalation escalation) => new(
        escalation.Id,
        new()
        {
            Name = escalation.Policy,
            Kind = escalation.Kind,
            Phase = escalation.Phase,
            ReasonCode = escalation.ReasonCode,
            Findings = escalation.Findings,
            Assignees = escalation.Assignees,
            ApprovalTtlSeconds = (int)escalation.ApprovalLasts.TotalSeconds,
        },
        escalation.ExpiresAt <= time.GetUtcNow() ? EscalationState.Expired : escalation.Status switch
        {
            EscalationStatus.Approved => EscalationState.Approved,
            EscalationStatus.Denied => EscalationState.Denied,
            EscalationStatus.Expired => EscalationState.Expired,
            _ => EscalationState.Pending,
        },
        escalation.Note is not null);
}
