using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Running;
using Keeptrusts.Testing.Databases;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Tests.Storage;

/// <summary>An empty database with today's schema and what every installation has, of either sort; it goes with the test.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<ControlDatabase> _opened = [];

    private TestDatabase(DatabaseAddress? address) => Address = address ?? DatabaseAddress.Sqlite(_folder.Location);

    public DatabaseAddress Address { get; }

    /// <summary>The first connection to it; <see cref="OpenAsync"/> gives further ones, as further nodes have them.</summary>
    public ControlDatabase Database => _opened[0];

    /// <summary>Makes one; the test is skipped where the server is not installed.</summary>
    public static async Task<TestDatabase> CreateAsync(DatabaseProvider provider, TimeProvider? time = null)
    {
        var test = await CreateEmptyAsync(provider);
        await Seed.RunAsync(await test.OpenAsync(), time ?? TimeProvider.System, CancellationToken.None);
        return test;
    }

    /// <summary>Makes one without any table.</summary>
    public static async Task<TestDatabase> CreateEmptyAsync(DatabaseProvider provider)
    {
        Assert.SkipWhen(provider == DatabaseProvider.PostgreSql && PostgreSqlServer.Missing is not null, PostgreSqlServer.Missing ?? "");
        return new(provider == DatabaseProvider.PostgreSql
            ? DatabaseAddress.PostgreSql(await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync())
            : null);
    }

    /// <summary>Makes one with the tables as EF Core migrates them, not by our scripts.</summary>
    public static async Task<TestDatabase> CreateUnscriptedAsync(DatabaseProvider provider)
    {
        var test = await CreateEmptyAsync(provider);
        await using var server = provider == DatabaseProvider.PostgreSql ? Npgsql.NpgsqlDataSource.Create(test.Address.ConnectionString) : null;
        await using var db = ControlDbs.Factory(test.Address, server)();
        await db.Database.MigrateAsync();
        await test.OpenAsync();
        return test;
    }

    public async Task<ControlDatabase> OpenAsync()
    {
        var database = await ControlDatabase.OpenAsync(Address, CancellationToken.None);
        lock (_opened)
        {
            _opened.Add(database);
        }

        return database;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _opened)
        {
            await database.DisposeAsync();
        }

        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
