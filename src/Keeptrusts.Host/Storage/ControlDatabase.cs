using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Keeptrusts.Host.Storage;

/// <summary>Opens the database of a data folder, brings it up to date, and hands out contexts.</summary>
internal sealed class ControlDatabase : IDbContextFactory<ControlDb>
{
    public const string FileName = "keeptrusts.db";

    private readonly PooledDbContextFactory<ControlDb> _factory;

    private ControlDatabase(DbContextOptions<ControlDb> options) => _factory = new(options);

    public ControlDb CreateDbContext() => _factory.CreateDbContext();

    public static async Task<ControlDatabase> OpenAsync(string dataFolder, CancellationToken cancellationToken)
    {
        var database = new ControlDatabase(Options(Path.Combine(dataFolder, FileName)));
        await using var db = database.CreateDbContext();
        await db.Database.MigrateAsync(cancellationToken);
        // Kept in the file: readers do not wait for the writer, and a commit is one sequential append.
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancellationToken);
        return database;
    }

    internal static DbContextOptions<ControlDb> Options(string path)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true }.ToString();
        return new DbContextOptionsBuilder<ControlDb>().UseSqlite(connection).Options;
    }
}
