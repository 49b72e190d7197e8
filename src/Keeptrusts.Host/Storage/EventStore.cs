using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

internal sealed class EventStore(ControlDatabase database) : IEventStore
{
    public async Task<IReadOnlyList<StoredEvent>> BeforeAsync(EventFilter filter, long sequence, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        var (bounded, from, to) = await EventBounds.OfAsync(database, filter, sequence, cancellationToken);
        var found = db.Events.AsNoTracking().That(bounded).Where(e => e.Sequence < to);
        found = (from > 0 ? found.Where(e => e.Sequence >= from) : found).OrderByDescending(e => e.Sequence).Take(filter.Limit);
        if (bounded.Fired is null)
        {
            return await found.ToListAsync(cancellationToken);
        }

        // An index has policies and numbers; whole events are read of the page alone.
        var numbers = await found.Select(e => e.Sequence).ToListAsync(cancellationToken);
        return await db.Events.AsNoTracking().Where(e => numbers.Contains(e.Sequence)).OrderByDescending(e => e.Sequence).ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<StoredEvent>> AfterAsync(EventFilter filter, long sequence, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await db.Events.AsNoTracking().That(filter)
            .Where(e => e.Sequence > sequence)
            .OrderBy(e => e.Sequence)
            .Take(filter.Limit)
            .ToListAsync(cancellationToken);
    }

    public async Task<StoredEvent?> FindAsync(string reference, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await db.Events.AsNoTracking().FirstOrDefaultAsync(e => e.Id == reference, cancellationToken)
            ?? await db.Events.AsNoTracking().FirstOrDefaultAsync(e => e.RequestId == reference, cancellationToken);
    }

    public async Task OpenedAsync(TraceOpening opening, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        await connection.ExecuteAsync(
            """
            INSERT INTO "trace_openings" ("EventId", "TeamId", "CalledAt", "OpenedAt") VALUES (@p0, @p1, @p2, @p3)
            ON CONFLICT ("EventId") DO NOTHING
            """,
            [opening.EventId, opening.TeamId, opening.CalledAt.UtcTicks, opening.OpenedAt.UtcTicks],
            cancellationToken);
    }

    public async Task<IReadOnlyList<TraceOpening>> OpeningsAsync(DateTimeOffset since, string? team, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        var openings = db.TraceOpenings.AsNoTracking().Where(o => o.CalledAt >= since);
        return await (team is null ? openings : openings.Where(o => o.TeamId == team)).ToListAsync(cancellationToken);
    }

    public async Task<ShippingPosition?> PositionAsync(string journal, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        var rows = await connection.QueryAsync(
            """SELECT * FROM "shipping_positions" WHERE "Journal" = @p0""",
            [journal],
            row => new ShippingPosition
            {
                Journal = journal,
                Segment = row.Number("Segment"),
                Offset = row.Number("Offset"),
            },
            cancellationToken);
        return rows.SingleOrDefault();
    }

    public async Task AppendAsync(IReadOnlyList<ShippedEvent> events, ShippingPosition position, Checkpoint? checkpoint, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (database.Provider == DatabaseProvider.PostgreSql)
        {
            // Sequence numbers become visible in their order, or a tail that stands at 7 would never see a 6 that was committed later.
            await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(7300401)", [], cancellationToken, transaction);
        }

        var usage = await EventInsert.RunAsync(connection, transaction, events, cancellationToken);
        await UsageUpsert.RunAsync(connection, transaction, usage, cancellationToken);
        if (checkpoint is not null)
        {
            await CheckpointSql.AddAsync(connection, checkpoint, transaction, cancellationToken);
        }

        await EventInsert.MoveAsync(connection, transaction, position, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
