using System.Data.Common;
using Keeptrusts.Host.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Keeptrusts.Host.Storage;

/// <summary>
/// Notes, in the transaction of a change, that something has changed which planes keep in memory. On PostgreSQL the commit also wakes every node that listens.
/// Changes are numbered in the order of their commits: each waits for the one before, so whoever has seen a number has seen all before it.
/// </summary>
internal static class ChangeLog
{
    /// <summary>The channel of NOTIFY; what it carries says nothing, the rows do.</summary>
    public const string Channel = "keeptrusts_changes";

    private const string Insert = """INSERT INTO "changes" ("Topic", "ObjectId", "At") VALUES (@p0, @p1, @p2) RETURNING "Sequence" """;

    // Held until the transaction ends; the number is this product's alone.
    private const string InOrder = "SELECT pg_advisory_xact_lock(7308332045990683251)";

    private const string Wake = $"SELECT pg_notify('{Channel}', '')";

    /// <summary>Notes a change in the context's transaction, which there must be.</summary>
    /// <param name="db">The context whose change it is.</param>
    /// <param name="topic">One of <see cref="ChangeTopics"/>.</param>
    /// <param name="objectId">What has changed; empty: anything of the topic.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The change's number.</returns>
    public static Task<long> AppendAsync(ControlDb db, string topic, string objectId, CancellationToken cancellationToken) =>
        AppendAsync(db.Database.GetDbConnection(), db.Database.CurrentTransaction!.GetDbTransaction(), topic, objectId, cancellationToken);

    /// <summary>Notes a change in a transaction of plain statements.</summary>
    public static async Task<long> AppendAsync(DbConnection connection, DbTransaction transaction, string topic, string objectId, CancellationToken cancellationToken)
    {
        var isServer = connection is NpgsqlConnection;
        if (isServer)
        {
            await connection.ExecuteAsync(InOrder, [], cancellationToken, transaction);
        }

        // A time for people and for pruning only.
        var numbers = await connection.QueryAsync(
            Insert, [topic, objectId, TimeProvider.System.GetUtcNow().UtcTicks], row => row.GetInt64(0), cancellationToken, transaction);
        if (isServer)
        {
            await connection.ExecuteAsync(Wake, [], cancellationToken, transaction);
        }

        return numbers[0];
    }
}
