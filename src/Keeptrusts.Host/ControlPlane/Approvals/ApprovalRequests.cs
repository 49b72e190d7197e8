using System.Text.Json;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.ControlPlane.Webhooks;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Approvals;

/// <summary>Takes requests for keys beyond what a template pre-approves. The same request twice is one.</summary>
internal sealed class ApprovalRequests(IApprovalStore store, IWebhookPublisher webhooks, AuditTrail audit, TimeProvider time)
{
    private const int MaxPending = 20;

    public async Task<Outcome<Approval>> AskAsync(Principal caller, NewToken wanted, IReadOnlyList<string> reasons, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var request = JsonSerializer.Serialize(wanted, ControlJson.Default.NewToken);
        var pending = (await store.ListAsync(cancellationToken))
            .Where(a => a.RequestedBy == caller.Self && a.TeamId == wanted.TeamId && a.StatusAt(now) == ApprovalStatus.Pending)
            .ToList();
        if (pending.Find(a => a.Request == request) is { } same)
        {
            return same;
        }

        if (pending.Count >= MaxPending)
        {
            return new Refusal(RefusalKind.Conflict, $"{pending.Count} of your requests wait for a decision; ask a manager to decide them first");
        }

        var approval = new Approval
        {
            Id = Identifiers.New("apr_", time),
            TeamId = wanted.TeamId!,
            RequestedBy = caller.Self,
            Request = request,
            Reasons = reasons,
            Status = ApprovalStatus.Pending,
            CreatedAt = now,
            ExpiresAt = now + ApprovalState.Patience,
        };
        await store.AddAsync(approval, audit.Entry(caller, "approval.create", approval.Id, null, ApprovalView.Of(approval, now), ControlJson.Default.ApprovalView), cancellationToken);
        await webhooks.PublishAsync(WebhookEvents.ApprovalCreated, Facts(approval), cancellationToken);
        return approval;
    }

    /// <summary>What webhooks are told about a request.</summary>
    public static Dictionary<string, string> Facts(Approval approval) => new()
    {
        ["approval_id"] = approval.Id,
        ["team_id"] = approval.TeamId,
        ["requested_by"] = approval.RequestedBy,
        ["status"] = approval.Status.ToString().ToLowerInvariant(),
    };
}
