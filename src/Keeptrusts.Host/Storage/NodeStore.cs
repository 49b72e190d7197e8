using System.Data.Common;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Gateway.Middleware.Nodes.Links;
using Keeptrusts.Host.ControlPlane.Nodes;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Storage;

/// <summary>Sessions of nodes, and the shares of limits that they hold. All of it happens one after the other, in the database's own order.</summary>
internal sealed class NodeStore(ControlDatabase database, DatabaseClock clock) : INodeAuthority, INodeSessions
{
    // Held until the transaction ends; the number is this product's alone. SQLite has one writer at a time anyway.
    private const string OneAtATime = "SELECT pg_advisory_xact_lock(7308332045990683252)";

    private const string Insert =
        """
        INSERT INTO "node_sessions" ("NodeId", "Epoch", "Gateway", "StartedAt", "LastSeenAt", "HeardAt", "StandingMillionths", "Exchange", "Address", "Version")
        SELECT @p0, COALESCE(MAX("Epoch"), 0) + 1, @p1, @p2, @p2, @p2, 0, 0, @p3, @p4 FROM "node_sessions" WHERE "NodeId" = @p0
        RETURNING *
        """;

    private const string EndEarlier = """UPDATE "node_sessions" SET "EndedAt" = @p1 WHERE "NodeId" = @p0 AND "EndedAt" IS NULL""";
    private const string EndOne = """UPDATE "node_sessions" SET "EndedAt" = @p2 WHERE "NodeId" = @p0 AND "Epoch" = @p1 AND "EndedAt" IS NULL""";
    private const string Live = """SELECT * FROM "node_sessions" WHERE "EndedAt" IS NULL ORDER BY "NodeId" """;

    // Those that ended in silence may have gone by their standing share without telling.
    private const string EndedSilently = """SELECT * FROM "node_sessions" WHERE "EndedAt" >= "HeardAt" + @p0 AND "EndedAt" > @p1 AND "StandingMillionths" > 0""";

    private const string Seen =
        """
        UPDATE "node_sessions" SET "LastSeenAt" = @p2, "HeardAt" = @p3, "StandingMillionths" = @p4, "Exchange" = @p5 WHERE "NodeId" = @p0 AND "Epoch" = @p1
        """;

    private const string SawTargets = """UPDATE "node_sessions" SET "Targets" = @p2 WHERE "NodeId" = @p0 AND "Epoch" = @p1""";

    // Those that run, and those that may have gone by their standing share without telling.
    private const string Elsewhere =
        """
        SELECT "NodeId" FROM "node_sessions" WHERE "NodeId" <> @p0 AND ("EndedAt" IS NULL OR ("EndedAt" >= "HeardAt" + @p1 AND "EndedAt" > @p2 AND "StandingMillionths" > 0)) LIMIT 1
        """;

    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(366);

    public Task<NodeStart> BeginAsync(NodeFacts facts, CancellationToken cancellationToken) => InOrderAsync(
        async (connection, transaction, now) =>
        {
            await connection.ExecuteAsync(EndEarlier, [facts.NodeId, now.UtcTicks], cancellationToken, transaction);
            await CounterShares.FreePlacesAsync(connection, transaction, facts.NodeId, cancellationToken);
            var begun = await connection.QueryAsync(Insert, [facts.NodeId, facts.Gateway, now.UtcTicks, facts.Address, facts.Version], Read, cancellationToken, transaction);
            return new NodeStart(begun[0].Epoch, begun[0].StartedAt);
        },
        cancellationToken);

    public Task EndAsync(string nodeId, long epoch, CancellationToken cancellationToken) => InOrderAsync(
        async (connection, transaction, now) =>
        {
            if (await connection.ExecuteAsync(EndOne, [nodeId, epoch, now.UtcTicks], cancellationToken, transaction) > 0)
            {
                await CounterShares.FreePlacesAsync(connection, transaction, nodeId, cancellationToken);
            }

            return true;
        },
        cancellationToken);

    public Task<NodeReply> ExchangeAsync(NodeExchange exchange, CancellationToken cancellationToken) => InOrderAsync(
        async (connection, transaction, now) =>
        {
            // 1. Who is there? Whoever was silent for too long is so no more.
            var live = await connection.QueryAsync(Live, [], Read, cancellationToken, transaction);
            foreach (var dead in live.Where(s => now - s.LastSeenAt > NodeTimes.Fence))
            {
                await connection.ExecuteAsync(EndOne, [dead.NodeId, dead.Epoch, now.UtcTicks], cancellationToken, transaction);
                await CounterShares.FreePlacesAsync(connection, transaction, dead.NodeId, cancellationToken);
            }

            live.RemoveAll(s => now - s.LastSeenAt > NodeTimes.Fence);
            if (live.Find(s => s.NodeId == exchange.NodeId && s.Epoch == exchange.Epoch) is not { } own || exchange.Number <= own.Exchange)
            {
                return new NodeReply(now, live.Count, 0, []) { Ended = true };
            }

            // 2. What is kept for it while it cannot be reached. Until it is known to go by a smaller part, the larger one counts.
            live.Remove(own);
            var nodes = 1 + live.Count(s => now - s.LastSeenAt <= NodeTimes.Silence);
            var free = NodeTimes.Whole - live.Sum(s => s.StandingMillionths);
            var standing = Math.Max(0, Math.Min(free, Math.Min(NodeTimes.LargestStanding, NodeTimes.Whole / nodes)));
            var heard = exchange.Heard > own.HeardAt ? exchange.Heard : own.HeardAt;
            await connection.ExecuteAsync(
                Seen,
                [own.NodeId, own.Epoch, now.UtcTicks, heard.UtcTicks, Math.Max(standing, exchange.StandingMillionths), exchange.Number],
                cancellationToken,
                transaction);

            if (exchange.Targets is { } targets)
            {
                await connection.ExecuteAsync(
                    SawTargets, [own.NodeId, own.Epoch, JsonSerializer.Serialize(targets, LinkJson.Default.IReadOnlyListTargetStatus)], cancellationToken, transaction);
            }

            // 3. Its shares.
            var ended = exchange.Claims.Count == 0
                ? []
                : await connection.QueryAsync(EndedSilently, [NodeTimes.Silence.Ticks, (now - LongestWindow).UtcTicks], Read, cancellationToken, transaction);
            var shares = new CounterShares(connection, transaction, [.. live, .. ended]);
            var grants = new List<CounterGrant>(exchange.Claims.Count);
            foreach (var claim in exchange.Claims)
            {
                grants.Add(await shares.GrantAsync(own, claim, nodes, cancellationToken));
            }

            if (exchange.Number % 64 == 0)
            {
                await CounterShares.ForgetAsync(connection, transaction, now - TimeSpan.FromMinutes(5), cancellationToken);
            }

            return new NodeReply(now, nodes, standing, grants);
        },
        cancellationToken);

    /// <summary>What is used of each limit by sessions before this one, where no other node may use any; <see langword="null"/>: one may.</summary>
    public Task<IReadOnlyDictionary<string, long>?> AloneAsync(string nodeId, long epoch, CancellationToken cancellationToken) => InOrderAsync<IReadOnlyDictionary<string, long>?>(
        async (connection, transaction, now) =>
        {
            var elsewhere = await connection.QueryAsync(
                Elsewhere, [nodeId, NodeTimes.Silence.Ticks, (now - LongestWindow).UtcTicks], row => row.Text("NodeId"), cancellationToken, transaction);
            return elsewhere.Count > 0 ? null : await CounterShares.EarlierAsync(connection, transaction, nodeId, epoch, now, cancellationToken);
        },
        cancellationToken);

    public async Task<IReadOnlyList<NodeSession>> LiveAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        return await connection.QueryAsync(Live, [], Read, cancellationToken);
    }

    private async Task<T> InOrderAsync<T>(Func<DbConnection, DbTransaction, DateTimeOffset, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var connection = await database.ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (database.Provider == DatabaseProvider.PostgreSql)
        {
            await connection.ExecuteAsync(OneAtATime, [], cancellationToken, transaction);
        }

        var result = await work(connection, transaction, await clock.NowAsync(connection, transaction, cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private static NodeSession Read(DbDataReader row) => new()
    {
        NodeId = row.Text("NodeId")!,
        Epoch = row.Number("Epoch"),
        Gateway = row.Text("Gateway")!,
        StartedAt = row.Time("StartedAt"),
        LastSeenAt = row.Time("LastSeenAt"),
        HeardAt = row.Time("HeardAt"),
        StandingMillionths = row.Int("StandingMillionths"),
        Exchange = row.Number("Exchange"),
        EndedAt = row.OptionalTime("EndedAt"),
        Address = row.Text("Address"),
        Version = row.Text("Version"),
        Targets = row.Text("Targets"),
    };
}
