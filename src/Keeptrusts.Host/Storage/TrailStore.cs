using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

internal sealed class TrailStore(ControlDatabase database) : ITrailStore
{
    private const int PageSize = 500;

    private const string Chains =
        """
        SELECT "Gateway", "Chain" FROM "events" GROUP BY "Gateway", "Chain"
        UNION SELECT "Gateway", "Chain" FROM "checkpoints" GROUP BY "Gateway", "Chain"
        ORDER BY "Gateway", "Chain"
        """;

    public async Task<IReadOnlyList<ChainExtent>> ChainsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        return await connection.QueryAsync(Chains, [], row => new ChainExtent(row.Text("Gateway")!, row.Text("Chain")!), cancellationToken);
    }

    public async Task<IReadOnlyList<Checkpoint>> CheckpointsAsync(string chain, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await db.Checkpoints.AsNoTracking().Where(c => c.Chain == chain).OrderBy(c => c.Position).ThenBy(c => c.Sequence).ToListAsync(cancellationToken);
    }

    public async Task AddAsync(Checkpoint checkpoint, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        await CheckpointSql.AddAsync(connection, checkpoint, null, cancellationToken);
    }

    public async Task<IReadOnlyList<StoredEvent>> LinksAsync(string chain, long after, long from, long to, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await db.Events.AsNoTracking()
            .Where(e => e.Chain == chain && e.Sequence > after && e.Position >= from && e.Position <= to)
            .OrderBy(e => e.Sequence)
            .Take(PageSize)
            .ToListAsync(cancellationToken);
    }

    public async Task<(long First, long Last)?> RangeAsync(string chain, EventFilter filter, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        var found = db.Events.AsNoTracking().Where(e => e.Chain == chain).That(filter).Select(e => (long?)e.Position);
        return await found.MinAsync(cancellationToken) is { } first && await found.MaxAsync(cancellationToken) is { } last ? (first, last) : null;
    }

    public async Task<StoredEvent?> LastExpiredAsync(string chain, DateTimeOffset now, DateTimeOffset? keepSince, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        var events = db.Events.AsNoTracking().Where(e => e.Chain == chain);
        var kept = keepSince is { } since
            ? events.Where(e => e.ExpiresAt != null ? e.ExpiresAt > now : e.Timestamp > since)
            : events.Where(e => e.ExpiresAt == null || e.ExpiresAt > now);
        var first = await kept.MinAsync(e => (long?)e.Position, cancellationToken) ?? long.MaxValue;
        return await events.Where(e => e.Position < first).OrderByDescending(e => e.Position).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<int> CutAsync(Checkpoint boundary, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync("""DELETE FROM "checkpoints" WHERE "Chain" = @p0 AND "Position" <= @p1""", [boundary.Chain, boundary.Position], cancellationToken, transaction);
        await CheckpointSql.AddAsync(connection, boundary, transaction, cancellationToken);
        var deleted = await connection.ExecuteAsync(
            """DELETE FROM "events" WHERE "Chain" = @p0 AND "Position" <= @p1""", [boundary.Chain, boundary.Position], cancellationToken, transaction);
        await transaction.CommitAsync(cancellationToken);
        return deleted;
    }

    public async Task ForgetOpeningsAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        await connection.ExecuteAsync(
            """DELETE FROM "trace_openings" WHERE "CalledAt" < @p0 AND NOT EXISTS (SELECT 1 FROM "events" WHERE "events"."Id" = "trace_openings"."EventId")""",
            [before.UtcTicks],
            cancellationToken);
    }
}
