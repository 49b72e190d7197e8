using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Approvals;

/// <summary>Where requests for approval are kept. A change and its audit entry are one transaction.</summary>
internal interface IApprovalStore
{
    /// <summary>All requests, newest first.</summary>
    Task<IReadOnlyList<Approval>> ListAsync(CancellationToken cancellationToken);

    Task<Approval?> FindAsync(string id, CancellationToken cancellationToken);

    Task AddAsync(Approval approval, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Writes a decision down; <see langword="false"/> when there is one already.</summary>
    Task<bool> DecideAsync(Approval decided, AuditEntry audit, CancellationToken cancellationToken);
}
