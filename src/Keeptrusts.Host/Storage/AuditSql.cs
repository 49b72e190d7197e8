using System.Data.Common;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Storage;

/// <summary>Writes an audit entry beside a plain statement.</summary>
internal static class AuditSql
{
    private const string Insert =
        """
        INSERT INTO "admin_audit" ("At", "Actor", "Action", "ObjectId", "Before", "After") VALUES (@p0, @p1, @p2, @p3, @p4, @p5)
        """;

    public static Task<int> AddAuditAsync(this DbConnection connection, AuditEntry entry, DbTransaction transaction, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Insert, [entry.At.UtcTicks, entry.Actor, entry.Action, entry.ObjectId, entry.Before, entry.After], cancellationToken, transaction);
}
