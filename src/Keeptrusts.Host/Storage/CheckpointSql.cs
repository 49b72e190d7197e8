using System.Data.Common;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Storage;

/// <summary>Writes a checkpoint beside plain statements.</summary>
internal static class CheckpointSql
{
    private const string Insert =
        """
        INSERT INTO "checkpoints" ("Gateway", "Chain", "Position", "EventId", "Hash", "At", "IsBoundary", "KeyId", "Signature")
        VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8)
        """;

    public static Task<int> AddAsync(DbConnection connection, Checkpoint made, DbTransaction? transaction, CancellationToken cancellationToken) => connection.ExecuteAsync(
        Insert,
        [made.Gateway, made.Chain, made.Position, made.EventId, made.Hash, made.At.UtcTicks, made.IsBoundary, made.KeyId, made.Signature],
        cancellationToken,
        transaction);
}
