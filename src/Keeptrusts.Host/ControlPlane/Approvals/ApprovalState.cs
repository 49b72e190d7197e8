using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Approvals;

/// <summary>How far a request is at a moment: what nobody decided or took in time is expired.</summary>
internal static class ApprovalState
{
    public static readonly TimeSpan Patience = TimeSpan.FromDays(7);

    public static ApprovalStatus StatusAt(this Approval approval, DateTimeOffset now) => approval.Status switch
    {
        ApprovalStatus.Pending when approval.ExpiresAt <= now => ApprovalStatus.Expired,
        ApprovalStatus.Approved when approval.TokenId is null && approval.DecidedAt + Patience <= now => ApprovalStatus.Expired,
        var status => status,
    };
}
