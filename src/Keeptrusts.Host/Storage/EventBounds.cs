using System.Data.Common;
using Keeptrusts.Host.ControlPlane.Events;

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

    // The sum with nothing keeps both databases from walking all events in the order of their numbers until one fits.
    internal const string First = """SELECT MIN("Sequence" + 0) AS n FROM "events" WHERE "Timestamp" >= @p0""";
    internal const string Last = """SELECT MAX("Sequence" + 0) AS n FROM "events" WHERE "Timestamp" < @p0""";

    public static async Task<(EventFilter Filter, long From, long To)> OfAsync(ControlDatabase database, EventFilter filter, long before, CancellationToken cancellationToken)
    {
        var (from, to) = (0L, before);
        if (filter is { Since: null, Until: null, Policy: null })
        {
            return (filter, from, to);
        }

        await using var connection = await database.ConnectAsync(cancellationToken);
        if (filter.Since is { } since)
        {
            from = await NumberAsync(connection, First, since, cancellationToken) ?? long.MaxValue;
        }

        if (filter.Until is { } until)
        {
            to = Math.Min(to, (await NumberAsync(connection, Last, until, cancellationToken) ?? 0) + 1);
        }

        if (filter.Policy is not { } policy)
        {
            return (filter, from, to);
        }

        var all = await connection.QueryAsync(Combinations, [], row => row.GetString(0), cancellationToken);
        return all.Count > MostCombinations ? (filter, from, to) : (filter with { Fired = [.. all.Where(fired => fired.Contains($"|{policy}|", StringComparison.Ordinal))] }, from, to);
    }

    private static async Task<long?> NumberAsync(DbConnection connection, string sql, DateTimeOffset time, CancellationToken cancellationToken) =>
        (await connection.QueryAsync(sql, [time.UtcTicks], row => row["n"] is DBNull ? (long?)null : row.Number("n"), cancellationToken))[0];
}
