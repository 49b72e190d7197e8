using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

internal sealed class EventStore(ControlDatabase database) : IEventStore
{
    public async Task<IReadOnlyList<StoredEvent>> BeforeAsync(EventFilter filter, long sequence, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await Confine(db.Events.AsNoTracking(), filter)
            .Where(e => e.Sequence < sequence)
            .OrderByDescending(e => e.Sequence)
            .Take(filter.Limit)
            .ToListAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<StoredEvent>> AfterAsync(EventFilter filter, long sequence, CancellationToken cancellationToken)
    {
        await using var db = database.CreateDbContext();
        return await Confine(db.Events.AsNoTracking(), filter)
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
                Count = row.Number("Count"),
                Hash = row.Text("Hash"),
            },
            cancellationToken);
        return rows.SingleOrDefault();
    }

    public async Task AppendAsync(IReadOnlyList<StoredEvent> events, ShippingPosition position, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await EventInsert.RunAsync(connection, transaction, events, cancellationToken);
        await EventInsert.MoveAsync(connection, transaction, position, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static IQueryable<StoredEvent> Confine(IQueryable<StoredEvent> events, EventFilter filter)
    {
        events = filter.Confinement is { } only ? events.Where(e => e.TeamId == only) : events;
        events = filter.Team is { } team ? events.Where(e => e.TeamId == team) : events;
        events = filter.Key is { } key ? events.Where(e => e.KeyId == key || e.KeyName == key) : events;
        events = filter.Model is { } model ? events.Where(e => e.Model == model) : events;
        events = filter.Verdict is { } verdict ? events.Where(e => e.Verdict == verdict) : events;
        events = filter.Policy is { } policy ? events.Where(e => e.Fired.Contains($"|{policy}|")) : events;
        return filter.Since is { } since ? events.Where(e => e.Timestamp >= since) : events;
    }
}
