using Keeptrusts.Host.ControlPlane.Events;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Storage;

/// <summary>
/// Works out of a filter what an index can answer, before any event is read: between which numbers the events of a time stand, and which combinations of
/// policies one policy is part of. Without it, whoever asks for a rare policy or an old day would read all events that are newer.
/// </summary>
internal static class EventBounds
{
    // Beyond that many combinations, one look at each event is no worse.
    private const int MostCombinations = 200;

    // Jumps from one value to the next in the index.
    private const string Combinations =
        """
        WITH RECURSIVE each(v) AS (
            SELECT MIN("Fired") FROM "events" WHERE "Fired" > ''
            UNION ALL SELECT (SELECT MIN("Fired") FROM "events" WHERE "Fired" > each.v) FROM each WHERE each.v IS NOT NULL)
        SELECT v FROM each WHERE v IS NOT NULL LIMIT 201
        """;

    public static async Task<(EventFilter Filter, long From, long To)> OfAsync(ControlDatabase database, ControlDb db, EventFilter filter, long before, CancellationToken cancellationToken)
    {
        var (from, to) = (0L, before);
        if (filter.Since is { } since)
        {
            from = await db.Events.Where(e => e.Timestamp >= since).MinAsync(e => (long?)e.Sequence, cancellationToken) ?? long.MaxValue;
        }

        if (filter.Until is { } until)
        {
            to = Math.Min(to, (await db.Events.Where(e => e.Timestamp < until).MaxAsync(e => (long?)e.Sequence, cancellationToken) ?? 0) + 1);
        }

        if (filter.Policy is not { } policy)
        {
            return (filter, from, to);
        }

        await using var connection = await database.ConnectAsync(cancellationToken);
        var all = await connection.QueryAsync(Combinations, [], row => row.GetString(0), cancellationToken);
        return all.Count > MostCombinations ? (filter, from, to) : (filter with { Fired = [.. all.Where(fired => fired.Contains($"|{policy}|", StringComparison.Ordinal))] }, from, to);
    }
}
