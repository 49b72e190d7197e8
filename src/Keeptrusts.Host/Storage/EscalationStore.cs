using Keeptrusts.Host.ControlPlane.Escalations;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

internal sealed class EscalationStore(ControlDatabase database) : IEscalationStore
{
    private const int Attempts = 3;

    private static readonly EscalationStatus[] Open = [EscalationStatus.Queued, EscalationStatus.Claimed];

    public async Task<Escalation> OpenAsync(Escalation fresh, IReadOnlyList<HeldContent> contents, DateTimeOffset now, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using (var db = database.CreateDbContext())
            {
                var known = await db.Escalations.AsNoTracking().FirstOrDefaultAsync(e => e.Fingerprint == fresh.Fingerprint, cancellationToken);
                if (known is not null && known.ExpiresAt > now)
                {
                    return known;
                }
            }

            // What is over makes room for the next; two who ask at once meet in the unique index, and one of them looks again.
            await ExpireAsync(now, cancellationToken);
            try
            {
                await using var db = database.CreateDbContext();
                db.Add(fresh);
                db.AddRange(contents);
                await db.SaveChangesAsync(cancellationToken);
                return fresh;
            }
            catch (DbUpdateException exception) when (UniqueViolation.Is(exception) && attempt < Attempts)
            {
            }
        }
    }

    public async Task<Escalation?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await db.Escalations.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, cancellationToken);
    }

    public async Task<Escalation?> FindAnswerAsync(string subject, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        var live = await db.Escalations.AsNoTracking()
            .Where(e => e.Subject == subject && e.AnswerType != null && e.Fingerprint != null && e.ExpiresAt > now)
            .ToListAsync(cancellationToken);
        return live.OrderByDescending(e => e.Status == EscalationStatus.Approved).ThenByDescending(e => e.Id, StringComparer.Ordinal).FirstOrDefault();
    }

    public async Task<bool> HoldsAnswersAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        var rows = await connection.QueryAsync(
            """SELECT "Id" FROM "escalations" WHERE "AnswerType" IS NOT NULL AND "Fingerprint" IS NOT NULL AND "ExpiresAt" > @p0 LIMIT 1""",
            [now.UtcTicks],
            row => row.GetString(0),
            cancellationToken);
        return rows.Count > 0;
    }

    public async Task<IReadOnlyList<Escalation>> ListAsync(EscalationFilter filter, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        var escalations = db.Escalations.AsNoTracking();
        if (filter.Confinement is { } only)
        {
            // Names of assignees stand in a JSON list, in quotes.
            var quoted = filter.Assignee is { } user ? JsonListConverter.Write([user])[1..^1] : null;
            escalations = quoted is null
                ? escalations.Where(e => e.TeamId == only)
                : escalations.Where(e => e.TeamId == only || ((string)(object)e.Assignees).Contains(quoted));
        }

        escalations = filter.Team is { } team ? escalations.Where(e => e.TeamId == team) : escalations;
        escalations = filter.Statuses.Count > 0 ? escalations.Where(e => filter.Statuses.Contains(e.Status)) : escalations;
        escalations = filter.Before is { } before ? escalations.Where(e => string.Compare(e.Id, before) < 0) : escalations;
        return await escalations.OrderByDescending(e => e.Id).Take(filter.Limit).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<HeldContent>> ViewAsync(string id, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        db.Add(audit);
        await db.SaveChangesAsync(cancellationToken);
        return await db.HeldContents.AsNoTracking().Where(h => h.EscalationId == id).ToListAsync(cancellationToken);
    }

    public async Task<bool> ClaimAsync(Escalation claimed, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var changed = await db.Escalations.Where(e => e.Id == claimed.Id && e.Status == EscalationStatus.Queued).ExecuteUpdateAsync(
            set => set
                .SetProperty(e => e.Status, claimed.Status)
                .SetProperty(e => e.ClaimedBy, claimed.ClaimedBy)
                .SetProperty(e => e.ClaimedAt, claimed.ClaimedAt),
            cancellationToken);
        return await CommitAsync(db, transaction, changed, audit, cancellationToken);
    }

    public async Task<bool> ResolveAsync(Escalation resolved, bool erase, AuditEntry audit, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var changed = await db.Escalations.Where(e => e.Id == resolved.Id && Open.Contains(e.Status)).ExecuteUpdateAsync(
            set => set
                .SetProperty(e => e.Status, resolved.Status)
                .SetProperty(e => e.ResolvedBy, resolved.ResolvedBy)
                .SetProperty(e => e.ResolvedAt, resolved.ResolvedAt)
                .SetProperty(e => e.Note, resolved.Note)
                .SetProperty(e => e.ExpiresAt, resolved.ExpiresAt),
            cancellationToken);
        if (changed > 0 && erase)
        {
            await db.HeldContents.Where(h => h.EscalationId == resolved.Id).ExecuteDeleteAsync(cancellationToken);
        }

        return await CommitAsync(db, transaction, changed, audit, cancellationToken);
    }

    public async Task<IReadOnlyList<HeldContent>> ReleaseAsync(string id, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var taken = await db.Escalations
            .Where(e => e.Id == id && e.Status == EscalationStatus.Approved && e.ReleasedAt == null && e.ExpiresAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.ReleasedAt, now).SetProperty(e => e.Fingerprint, (string?)null), cancellationToken);
        if (taken == 0)
        {
            return [];
        }

        var contents = await db.HeldContents.AsNoTracking().Where(h => h.EscalationId == id).ToListAsync(cancellationToken);
        await db.HeldContents.Where(h => h.EscalationId == id).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return contents;
    }

    public async Task ExpireAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        object?[] at = [now.UtcTicks];
        await connection.ExecuteAsync(
            """DELETE FROM "held_contents" WHERE "EscalationId" IN (SELECT "Id" FROM "escalations" WHERE "ExpiresAt" <= @p0 AND "Fingerprint" IS NOT NULL)""", at, cancellationToken, transaction);
        await connection.ExecuteAsync(
            """UPDATE "escalations" SET "Status" = 'Expired' WHERE "ExpiresAt" <= @p0 AND "Status" IN ('Queued', 'Claimed')""", at, cancellationToken, transaction);
        await connection.ExecuteAsync(
            """UPDATE "escalations" SET "Fingerprint" = NULL WHERE "ExpiresAt" <= @p0 AND "Fingerprint" IS NOT NULL""", at, cancellationToken, transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<bool> CommitAsync(
        ControlDb db, Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction, int changed, AuditEntry audit, CancellationToken cancellationToken)
    {
        if (changed == 0)
        {
            return false;
        }

        db.Add(audit);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
