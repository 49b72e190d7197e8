using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;

namespace Keeptrusts.Host.Storage;

/// <summary>Makes contexts of the one model for each database.</summary>
internal static class ControlDbs
{
    public static Func<ControlDb> Factory(DatabaseAddress address, NpgsqlDataSource? server)
    {
        if (address.Provider == DatabaseProvider.Sqlite)
        {
            var files = new PooledDbContextFactory<SqliteControlDb>(Sqlite(address.ConnectionString));
            return files.CreateDbContext;
        }

        var servers = new PooledDbContextFactory<PostgreSqlControlDb>(PostgreSql(server!));
        return servers.CreateDbContext;
    }

    public static DbContextOptions<SqliteControlDb> Sqlite(string connectionString) =>
        new DbContextOptionsBuilder<SqliteControlDb>().UseSqlite(connectionString).AddInterceptors(new SecureDeletion()).Options;

    public static DbContextOptions<PostgreSqlControlDb> PostgreSql(NpgsqlDataSource server) =>
        new DbContextOptionsBuilder<PostgreSqlControlDb>().UseNpgsql(server).Options;
}
