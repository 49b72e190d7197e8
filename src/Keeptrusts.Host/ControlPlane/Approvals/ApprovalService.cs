using System.Text.Json;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.ControlPlane.Webhooks;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Approvals;

/// <summary>Lists requests, decides them, and gives the approved key to whoever asked for it, once.</summary>
internal sealed class ApprovalService(IApprovalStore store, TokenService tokens, IWebhookPublisher webhooks, AuditTrail audit, TimeProvider time)
{
    /// <summary>The requests that the caller may see, newest first: their own, and those of the team that they manage.</summary>
    public async Task<IReadOnlyList<Approval>> ListAsync(Principal caller, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(cancellationToken)).Where(a => Sees(caller, a))];

    public async Task<Outcome<Approval>> FindAsync(Principal caller, string id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } approval && Sees(caller, approval)
            ? approval
            : new Refusal(RefusalKind.NotFound, $"no request for approval `{id}`; `kt approvals list` shows those there are");

    /// <summary>Approves or denies a request, never one's own.</summary>
    public async Task<Outcome<Approval>> DecideAsync(Principal caller, string id, bool approve, string? note, CancellationToken cancellationToken)
    {
        if ((await FindAsync(caller, id, cancellationToken)).Refused(out var unknown, out var approval))
        {
            return unknown;
        }

        if ((caller.Lacks(Permission.Manage) ?? (string.IsNullOrEmpty(note) ? null : NameRules.CheckName(note, "note"))) is { } bad)
        {
            return bad;
        }

        if (caller.Is(approval.RequestedBy))
        {
            return new Refusal(RefusalKind.Forbidden, "nobody decides their own request; another manager of the team or an administrator can");
        }

        var now = time.GetUtcNow();
        if (approval.StatusAt(now) is not ApprovalStatus.Pending and var status)
        {
            return Decided(id, status);
        }

        var before = ApprovalView.Of(approval, now);
        approval.Status = approve ? ApprovalStatus.Approved : ApprovalStatus.Denied;
        approval.DecidedBy = caller.Self;
        approval.DecidedAt = now;
        approval.Note = string.IsNullOrEmpty(note) ? null : note;
        var entry = audit.Entry(caller, approve ? "approval.approve" : "approval.deny", id, before, ApprovalView.Of(approval, now), ControlJson.Default.ApprovalView);
        if (!await store.DecideAsync(approval, entry, cancellationToken))
        {
            return Decided(id, approval.Status);
        }

        await webhooks.PublishAsync(WebhookEvents.ApprovalDecided, ApprovalRequests.Facts(approval), cancellationToken);
        return approval;
    }

    /// <summary>Makes the approved key and shows it, to whoever asked for it and to nobody else.</summary>
    public async Task<Outcome<MintedToken>> TakeAsync(Principal caller, string id, CancellationToken cancellationToken)
    {
        if ((await FindAsync(caller, id, cancellationToken)).Refused(out var unknown, out var approval))
        {
            return unknown;
        }

        if (!caller.Is(approval.RequestedBy))
        {
            return new Refusal(RefusalKind.Forbidden, $"only `{approval.RequestedBy}`, who asked for this key, can take it");
        }

        if (approval.StatusAt(time.GetUtcNow()) is not ApprovalStatus.Approved and var status)
        {
            return new Refusal(RefusalKind.Conflict, status switch
            {
                ApprovalStatus.Pending => $"nobody has decided `{id}` yet; a manager of team `{approval.TeamId}` can, with `kt approvals approve {id}`",
                ApprovalStatus.Denied => $"`{id}` was denied{(approval.Note is { } note ? $": {note}" : "")}",
                _ => $"`{id}` has expired; ask anew",
            });
        }

        var wanted = JsonSerializer.Deserialize(approval.Request, ControlJson.Default.NewToken)!;
        return (await tokens.CreateApprovedAsync(caller, approval, wanted, cancellationToken)).Refused(out var refusal, out var provision) ? refusal : provision.Minted!;
    }

    private static bool Sees(Principal caller, Approval approval) =>
        caller.Sees(approval.TeamId) && (caller.May(Permission.Manage) || caller.Is(approval.RequestedBy));

    private static Refusal Decided(string id, ApprovalStatus status) =>
        new(RefusalKind.Conflict, $"`{id}` is decided already or over ({status.ToString().ToLowerInvariant()}); a decision is made once");
}
