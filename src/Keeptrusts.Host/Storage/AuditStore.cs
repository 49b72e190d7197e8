using Keeptrusts.Host.ControlPlane.Audit;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

internal sealed class AuditStore(ControlDatabase database) : IAuditStore
{
    public async Task AddAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        db.Add(entry);
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<AuditEntry>> BeforeAsync(AuditFilter filter, long sequence, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        var entries = db.Audit.AsNoTracking().Where(a => a.Sequence < sequence);
        entries = filter.Actor is { } actor ? entries.Where(a => a.Actor == actor) : entries;
        entries = filter.Action is { } action ? entries.Where(a => a.Action == action || a.Action.StartsWith(action + ".")) : entries;
        entries = filter.ObjectId is { } id ? entries.Where(a => a.ObjectId == id) : entries;
        entries = filter.Since is { } since ? entries.Where(a => a.At >= since) : entries;
        entries = filter.Until is { } until ? entries.Where(a => a.At < until) : entries;
        return await entries.OrderByDescending(a => a.Sequence).Take(filter.Limit).ToListAsync(cancellationToken);
    }
}
