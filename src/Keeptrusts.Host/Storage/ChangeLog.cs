using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Keeptrusts.Host.Storage;

/// <summary>
/// Notes, in the transaction of a change itself, that something which planes keep in memory has changed. Topics: <c>token</c>, <c>team</c>, <c>user</c>,
/// <c>configuration</c>, <c>template</c>, <c>budget</c>, <c>gateway</c>, <c>price</c>, <c>secret</c>.
/// </summary>
internal static class ChangeLog
{
    public const string Token = "token";
    public const string Team = "team";
    public const string User = "user";
    public const string Configuration = "configuration";
    public const string Template = "template";
    public const string Gateway = "gateway";
    public const string Secret = "secret";

    private const string Insert = """INSERT INTO "changes" ("Topic", "ObjectId", "At") VALUES (@p0, @p1, @p2) RETURNING "Sequence" """;

    /// <summary>Beside plain statements.</summary>
    /// <returns>The change's sequence.</returns>
    public static async Task<long> AppendAsync(DbConnection connection, DbTransaction transaction, string topic, string objectId, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var made = await connection.QueryAsync(Insert, [topic, objectId, at.UtcTicks], row => row.Number("Sequence"), cancellationToken, transaction);
        return made[0];
    }

    /// <summary>Beside the model; a transaction must be open.</summary>
    /// <returns>The change's sequence.</returns>
    public static Task<long> AppendAsync(ControlDb db, string topic, string objectId, DateTimeOffset at, CancellationToken cancellationToken) =>
        AppendAsync(db.Database.GetDbConnection(), db.Database.CurrentTransaction!.GetDbTransaction(), topic, objectId, at, cancellationToken);
}
