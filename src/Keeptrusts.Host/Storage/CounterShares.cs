using System.Data.Common;
using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Storage;

/// <summary>Gives out shares of limits, within a transaction that has them for itself.</summary>
/// <param name="connection">The connection.</param>
/// <param name="transaction">The transaction.</param>
/// <param name="others">The other sessions that have not ended, and those that ended in silence.</param>
internal sealed class CounterShares(DbConnection connection, DbTransaction transaction, IReadOnlyList<NodeSession> others)
{
    private const string OfKey = """SELECT "NodeId", "Epoch", "Held" FROM "counter_shares" WHERE "Key" = @p0""";

    private const string Put =
        """
        INSERT INTO "counter_shares" ("Key", "NodeId", "Epoch", "Held", "EndsAt") VALUES (@p0, @p1, @p2, @p3, @p4)
        ON CONFLICT ("Key", "NodeId", "Epoch") DO UPDATE SET "Held" = excluded."Held"
        """;

    private const string Earlier =
        """
        SELECT "Key", CAST(SUM("Held") AS bigint) AS n FROM "counter_shares" WHERE ("EndsAt" IS NULL OR "EndsAt" > @p0) AND NOT ("NodeId" = @p1 AND "Epoch" = @p2) GROUP BY "Key"
        """;

    private const string Drop = """DELETE FROM "counter_shares" WHERE "Key" = @p0 AND "NodeId" = @p1 AND "Epoch" = @p2""";
    private const string Free = """DELETE FROM "counter_shares" WHERE "NodeId" = @p0 AND "EndsAt" IS NULL""";
    private const string Forget = """DELETE FROM "counter_shares" WHERE "EndsAt" < @p0""";

    /// <summary>Frees the places that a node held: none of its calls runs any more.</summary>
    public static Task<int> FreePlacesAsync(DbConnection connection, DbTransaction transaction, string nodeId, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Free, [nodeId], cancellationToken, transaction);

    /// <summary>Forgets windows that ended before a time.</summary>
    public static Task<int> ForgetAsync(DbConnection connection, DbTransaction transaction, DateTimeOffset before, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Forget, [before.UtcTicks], cancellationToken, transaction);

    /// <summary>What all but one session hold of each limit.</summary>
    public static async Task<Dictionary<string, long>> EarlierAsync(
        DbConnection connection, DbTransaction transaction, string nodeId, long epoch, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var held = await connection.QueryAsync(
            Earlier, [now.UtcTicks, nodeId, epoch], row => (Key: row.Text("Key")!, Held: row.Number("n")), cancellationToken, transaction);
        return held.ToDictionary(each => each.Key, each => each.Held, StringComparer.Ordinal);
    }

    public async Task<CounterGrant> GrantAsync(NodeSession own, CounterClaim claim, int nodes, CancellationToken cancellationToken)
    {
        var shares = await connection.QueryAsync(
            OfKey, [claim.Key], row => (Node: row.Text("NodeId")!, Epoch: row.Number("Epoch"), Held: row.Number("Held")), cancellationToken, transaction);
        var elsewhere = shares.Where(s => s.Node != own.NodeId || s.Epoch != own.Epoch).ToList();
        var taken = elsewhere.Sum(s => s.Held) + others.Sum(o => KeptFor(o, claim, elsewhere.Where(s => s.Node == o.NodeId && s.Epoch == o.Epoch).Sum(s => s.Held)));
        var room = Math.Max(0, claim.Limit - taken - claim.Keep);

        // Alone it may have all of it; with others, half of a fair part, so that the last of a limit goes where it is needed.
        var slice = nodes == 1 ? room : room / (2 * nodes);
        var more = claim.Need > 0 ? Math.Min(room, Math.Max(claim.Need, slice)) : 0;
        var held = claim.Keep + more;
        await (held > 0
            ? connection.ExecuteAsync(Put, [claim.Key, own.NodeId, own.Epoch, held, claim.EndsAt?.UtcTicks], cancellationToken, transaction)
            : connection.ExecuteAsync(Drop, [claim.Key, own.NodeId, own.Epoch], cancellationToken, transaction));
        return new(more, taken);
    }

    // A node that is not heard of may go by its standing share, in windows that begin long enough after the last it heard.
    private static long KeptFor(NodeSession other, CounterClaim claim, long held) =>
        claim.From is { } from && from >= other.HeardAt + NodeTimes.Silence && !(from > other.EndedAt)
            ? Math.Max(0, Standing.Of(claim.Limit, other.StandingMillionths) - held)
            : 0;
}
