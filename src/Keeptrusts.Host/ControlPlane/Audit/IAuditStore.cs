using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Audit;

/// <summary>Where changes made through the control plane are kept.</summary>
internal interface IAuditStore
{
    /// <summary>The newest before a sequence number, newest first.</summary>
    Task<IReadOnlyList<AuditEntry>> BeforeAsync(AuditFilter filter, long sequence, CancellationToken cancellationToken);

    /// <summary>Adds one that stands for itself, such as a look at content.</summary>
    Task AddAsync(AuditEntry entry, CancellationToken cancellationToken);
}
