using System.Text.Json;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Protection;
using Keeptrusts.Host.ControlPlane.Webhooks;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Escalations;

/// <summary>Lists, shows, claims and resolves escalations.</summary>
internal sealed class EscalationService(
    IEscalationStore store, OwnCalls own, IContentBox box, EscalationSignals signals, IWebhookPublisher webhooks, AuditTrail audit, TimeProvider time)
{
    private const int LongestNote = 2000;

    /// <summary>One page of those that the caller may know of, newest first.</summary>
    public Task<IReadOnlyList<Escalation>> ListAsync(Principal caller, EscalationFilter filter, CancellationToken cancellationToken) =>
        store.ListAsync(filter with { Confinement = caller.Confinement, Assignee = caller.UserId }, cancellationToken);

    /// <summary>One without what it holds, and what the caller may do about it.</summary>
    public async Task<Outcome<EscalationStanding>> StandingAsync(Principal caller, string id, CancellationToken cancellationToken)
    {
        if ((await FindAsync(caller, id, cancellationToken)).Refused(out var refusal, out var escalation))
        {
            return refusal;
        }

        var isOwn = await own.AreOfAsync(caller, escalation, cancellationToken);
        var isOpen = escalation.Status is EscalationStatus.Queued or EscalationStatus.Claimed && escalation.ExpiresAt > time.GetUtcNow();
        return new EscalationStanding(EscalationView.Of(escalation), isOpen, isOpen && Deciders.IsAssigned(caller, escalation, isOwn), Deciders.Objection(caller, escalation, isOwn)?.Message);
    }

    /// <summary>One, with what it holds where the caller is asked to decide and it is still open. Each look at content is recorded.</summary>
    public async Task<Outcome<EscalationView>> ShowAsync(Principal caller, string id, CancellationToken cancellationToken)
    {
        if ((await FindAsync(caller, id, cancellationToken)).Refused(out var refusal, out var escalation))
        {
            return refusal;
        }

        if (escalation.Status is not (EscalationStatus.Queued or EscalationStatus.Claimed) || escalation.ExpiresAt <= time.GetUtcNow() || !Deciders.IsAssigned(caller, escalation, await own.AreOfAsync(caller, escalation, cancellationToken)))
        {
            return EscalationView.Of(escalation);
        }

        var held = await store.ViewAsync(id, audit.Entry(caller, "escalation.view", id, null, (string?)null), cancellationToken);
        return EscalationView.Of(escalation) with
        {
            Request = Content(held, HeldContent.Request),
            Answer = Content(held, HeldContent.Answer),
        };
    }

    /// <summary>Takes one on, so that others know. Claiming twice changes nothing.</summary>
    public async Task<Outcome<Escalation>> ClaimAsync(Principal caller, string id, CancellationToken cancellationToken)
    {
        if ((await OpenAsync(caller, id, cancellationToken)).Refused(out var refusal, out var escalation))
        {
            return refusal;
        }

        var by = Name(caller);
        if (escalation.Status == EscalationStatus.Claimed)
        {
            return escalation.ClaimedBy == by ? escalation : new Refusal(RefusalKind.Conflict, $"`{escalation.ClaimedBy}` has claimed it already; you may resolve it all the same");
        }

        var before = Json(escalation);
        (escalation.Status, escalation.ClaimedBy, escalation.ClaimedAt) = (EscalationStatus.Claimed, by, time.GetUtcNow());
        return await store.ClaimAsync(escalation, audit.Entry(caller, "escalation.claim", id, before, Json(escalation)), cancellationToken)
            ? escalation
            : Decided(id);
    }

    /// <summary>Decides. What is held is erased, but for an approved answer, which goes once its caller comes for it.</summary>
    public async Task<Outcome<Escalation>> ResolveAsync(Principal caller, string id, Resolution resolution, CancellationToken cancellationToken)
    {
        if ((await OpenAsync(caller, id, cancellationToken)).Refused(out var refusal, out var escalation))
        {
            return refusal;
        }

        if (resolution.Decision is not ("approve" or "deny"))
        {
            return new Refusal(RefusalKind.Invalid, "`decision` must be `approve` or `deny`");
        }

        if (resolution.Note is { Length: > LongestNote })
        {
            return new Refusal(RefusalKind.Invalid, $"`note` has more than {LongestNote} characters");
        }

        var now = time.GetUtcNow();
        var before = Json(escalation);
        var approved = resolution.Decision == "approve";
        escalation.Status = approved ? EscalationStatus.Approved : EscalationStatus.Denied;
        (escalation.ResolvedBy, escalation.ResolvedAt, escalation.Note) = (Name(caller), now, string.IsNullOrWhiteSpace(resolution.Note) ? null : resolution.Note.Trim());
        escalation.ExpiresAt = now + escalation.ApprovalLasts;
        var erase = !approved || escalation.AnswerType is null;
        if (!await store.ResolveAsync(escalation, erase, audit.Entry(caller, approved ? "escalation.approve" : "escalation.deny", id, before, Json(escalation)), cancellationToken))
        {
            return Decided(id);
        }

        signals.Decided(id);
        await webhooks.PublishAsync(WebhookEvents.EscalationResolved, new() { ["escalation_id"] = id, ["team_id"] = escalation.TeamId, ["policy"] = escalation.Policy, ["status"] = EscalationView.Of(escalation).Status }, CancellationToken.None);
        return escalation;
    }

    private async Task<Outcome<Escalation>> FindAsync(Principal caller, string id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } found && (caller.Sees(found.TeamId) || Deciders.IsAssigned(caller, found, await own.AreOfAsync(caller, found, cancellationToken)))
            ? found
            : new Refusal(RefusalKind.NotFound, $"no escalation `{id}`; `kt escalation list` shows those that you may know of");

    private async Task<Outcome<Escalation>> OpenAsync(Principal caller, string id, CancellationToken cancellationToken)
    {
        if ((await FindAsync(caller, id, cancellationToken)).Refused(out var refusal, out var escalation))
        {
            return refusal;
        }

        if (Deciders.Objection(caller, escalation, await own.AreOfAsync(caller, escalation, cancellationToken)) is { } objection)
        {
            return objection;
        }

        return escalation.Status is EscalationStatus.Approved or EscalationStatus.Denied ? Decided(id)
            : escalation.Status == EscalationStatus.Expired || escalation.ExpiresAt <= time.GetUtcNow() ? new Refusal(RefusalKind.Conflict, $"escalation `{id}` has expired; the same request asks again")
            : escalation;
    }

    // Whoever reads it wants to know the person; a token stands for one where it belongs to nobody.
    private static string Name(Principal caller) => caller.UserId ?? caller.Name;

    private static Refusal Decided(string id) => new(RefusalKind.Conflict, $"escalation `{id}` has been decided already; `kt escalation show {id}` says how");

    private string? Content(IReadOnlyList<HeldContent> held, string part) =>
        held.FirstOrDefault(h => h.Part == part) is { } content
            ? box.Unprotect(Purposes.HeldContent, content.Ciphertext) is { } clear ? System.Text.Encoding.UTF8.GetString(clear) : null
            : null;

    private static string Json(Escalation escalation) => JsonSerializer.Serialize(EscalationView.Of(escalation), ControlJson.Default.EscalationView);
}
