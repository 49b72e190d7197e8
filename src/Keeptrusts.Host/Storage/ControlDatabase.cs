using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Keeptrusts.Host.Storage;

/// <summary>
/// The database of a data folder. What a start needs is read by plain statements: the first use of EF Core costs most of a
/// second of compilation, which would come before the first call. Everything else goes through the model.
/// </summary>
internal sealed class ControlDatabase : IDbContextFactory<ControlDb>
{
    public const string FileName = "keeptrusts.db";

    private readonly string _connectionString;
    private readonly Lazy<PooledDbContextFactory<ControlDb>> _factory;

    private ControlDatabase(string path)
    {
        _connectionString = ConnectionString(path);
        _factory = new(() => new(Options(path)));
    }

    public ControlDb CreateDbContext() => _factory.Value.CreateDbContext();

    /// <summary>Opens the database and brings its schema up to date.</summary>
    public static async Task<ControlDatabase> OpenAsync(string dataFolder, CancellationToken cancellationToken)
    {
        var database = new ControlDatabase(Path.Combine(dataFolder, FileName));
        await using var connection = await database.ConnectAsync(cancellationToken);
        // Kept in the file: readers do not wait for the writer, and a commit is one sequential append.
        await connection.ExecuteAsync("PRAGMA journal_mode=WAL", [], cancellationToken);
        await SchemaScripts.RunAsync(connection, cancellationToken);
        return database;
    }

    /// <summary>A connection for plain statements.</summary>
    public async Task<SqliteConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    /// <summary>Prepares the model and its first query, so that the first person to ask does not wait for it.</summary>
    public void WarmUp()
    {
        using var db = CreateDbContext();
        _ = db.Teams.AsNoTracking().Count();
    }

    internal static DbContextOptions<ControlDb> Options(string path) => new DbContextOptionsBuilder<ControlDb>().UseSqlite(ConnectionString(path)).Options;

    private static string ConnectionString(string path) => new SqliteConnectionStringBuilder { DataSource = path, ForeignKeys = true }.ToString();
}
