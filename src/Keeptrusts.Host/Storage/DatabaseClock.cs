using System.Data.Common;

namespace Keeptrusts.Host.Storage;

/// <summary>The one clock that all nodes go by: the server's. A file belongs to one machine, so there it is the machine's.</summary>
internal sealed class DatabaseClock(DatabaseProvider provider, TimeProvider time)
{
    public async Task<DateTimeOffset> NowAsync(DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
    {
        if (provider == DatabaseProvider.Sqlite)
        {
            return time.GetUtcNow();
        }

        var now = await connection.QueryAsync("SELECT clock_timestamp()", [], row => row.GetFieldValue<DateTime>(0), cancellationToken, transaction);
        return new DateTimeOffset(now[0]);
    }
}
