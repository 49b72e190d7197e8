using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Keeptrusts.Host.Storage;

/// <summary>
/// The control plane's database. What a start needs is read by plain statements: the first use of EF Core costs most of a
/// second of compilation, which would come before the first call. Everything else goes through the model.
/// </summary>
internal sealed class ControlDatabase : IDbContextFactory<ControlDb>, IAsyncDisposable
{
    private readonly string _connectionString;
    private readonly NpgsqlDataSource? _server;
    private readonly Lazy<Func<ControlDb>> _contexts;

    private ControlDatabase(DatabaseAddress address)
    {
        Provider = address.Provider;
        _connectionString = address.ConnectionString;
        _server = address.Provider == DatabaseProvider.PostgreSql ? NpgsqlDataSource.Create(address.ConnectionString) : null;
        _contexts = new(() => ControlDbs.Factory(address, _server));
    }

    public DatabaseProvider Provider { get; }

    public ControlDb CreateDbContext() => _contexts.Value();

    /// <summary>Opens the database and brings its schema up to date. Safe from several nodes at once.</summary>
    /// <exception cref="DbException">The database cannot be reached, or not changed.</exception>
    /// <exception cref="SchemaMismatchException">Its schema is of another version of Keeptrusts.</exception>
    public static async Task<ControlDatabase> OpenAsync(DatabaseAddress address, CancellationToken cancellationToken)
    {
        var database = new ControlDatabase(address);
        try
        {
            await using var connection = await database.ConnectAsync(cancellationToken);
            if (address.Provider == DatabaseProvider.Sqlite)
            {
                // Kept in the file: readers do not wait for the writer, and a commit is one sequential append.
                await connection.ExecuteAsync("PRAGMA journal_mode=WAL", [], cancellationToken);
            }

            await SchemaScripts.RunAsync(address.Provider, connection, cancellationToken);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>A connection for plain statements.</summary>
    public async Task<DbConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        if (_server is not null)
        {
            return await _server.OpenConnectionAsync(cancellationToken);
        }

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

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
