using Keeptrusts.Host.ControlPlane.Approvals;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

internal sealed class ApprovalStore(ControlDatabase database) : IApprovalStore
{
    public async Task<IReadOnlyList<Approval>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await db.Approvals.AsNoTracking().OrderByDescending(a => a.Id).ToListAsync(cancellationToken);
    }

    public async Task<Approval?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await db.Approvals.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, cancellationToken);
    }

    public async Task AddAsync(Approval approval, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        db.Add(approval);
        db.Add(audit);
        await db.SaveChangesAsync(cancellationToken);
    }

    public Task<bool> DecideAsync(Approval decided, AuditEntry audit, CancellationToken cancellationToken) => database.TryAsync(async db =>
    {
        var first = await db.Approvals.Where(a => a.Id == decided.Id && a.Status == ApprovalStatus.Pending).ExecuteUpdateAsync(
            set => set
                .SetProperty(a => a.Status, decided.Status)
                .SetProperty(a => a.DecidedBy, decided.DecidedBy)
                .SetProperty(a => a.DecidedAt, decided.DecidedAt)
                .SetProperty(a => a.Note, decided.Note),
            cancellationToken);
        db.Add(audit);
        await db.SaveChangesAsync(cancellationToken);
        return first == 1;
    }, cancellationToken);
}
