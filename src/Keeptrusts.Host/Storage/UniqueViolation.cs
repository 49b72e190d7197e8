using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Keeptrusts.Host.Storage;

/// <summary>Tells «there is one already» from real trouble.</summary>
internal static class UniqueViolation
{
    private const int Unique = 2067;
    private const int PrimaryKey = 1555;

    public static bool Is(DbUpdateException exception) => IsOne(exception.InnerException);

    /// <summary>The same of a plain statement.</summary>
    public static bool Is(DbException exception) => IsOne(exception);

    private static bool IsOne(Exception? exception) => exception
        is SqliteException { SqliteExtendedErrorCode: Unique or PrimaryKey }
        or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
