using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Running;
using Keeptrusts.Policy.Keys;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Tests.Storage;

public sealed class StorageTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task Scripts_FreshDatabase_GiveWhatEfMakesOfTheModel()
    {
        var ours = await ControlDatabase.OpenAsync(_folder.Location, CancellationToken.None);
        await using var theirs = new ControlDb(ControlDatabase.Options(Path.Combine(_folder.Location, "ef.db")));
        await theirs.Database.MigrateAsync();

        await using var connection = await ours.ConnectAsync(CancellationToken.None);
        Assert.Equal(await SchemaAsync((SqliteConnection)theirs.Database.GetDbConnection()), await SchemaAsync(connection));
        Assert.False(theirs.Database.HasPendingModelChanges(), "the model has changed: add a migration and its script");
    }

    [Fact]
    public async Task Scripts_SecondOpening_ChangeNothing()
    {
        await ControlDatabase.OpenAsync(_folder.Location, CancellationToken.None);
        var again = await ControlDatabase.OpenAsync(_folder.Location, CancellationToken.None);
        Assert.True(await Seed.RunAsync(again, TimeProvider.System, CancellationToken.None));
        Assert.False(await Seed.RunAsync(again, TimeProvider.System, CancellationToken.None));
    }

    [Fact]
    public async Task Load_TokenWrittenByTheModel_ComesBackWhole()
    {
        var (database, tokens) = await OpenAsync();
        var token = Make("key_1", "ci") with
        {
            Owner = "ada",
            Template = "standard-dev",
            Configuration = "local-gw",
            AllowedModels = ["gpt-4o", "a\"b"],
            Roles = ["admin"],
            BudgetUsd = 12.5m,
            OnBehalfOf = true,
            ExpiresAt = Now.AddDays(1),
            LastUsedAt = Now,
            RotatedFrom = "key_0",
        };
        Assert.True(await tokens.AddAsync(token, Entry(token), CancellationToken.None));

        var read = Assert.Single(await tokens.LoadAsync(CancellationToken.None));

        Assert.Equivalent(token, read, strict: true);
        await using var db = database.CreateDbContext();
        Assert.Equal("token.create", (await db.Audit.SingleAsync()).Action);
    }

    [Fact]
    public async Task Add_SameNameInTheTeam_IsRefusedUntilTheFirstIsRevoked()
    {
        var (_, tokens) = await OpenAsync();
        var first = Make("key_1", "ci");
        var second = Make("key_2", "ci") with { Hash = [.. Enumerable.Repeat((byte)2, 32)] };
        Assert.True(await tokens.AddAsync(first, Entry(first), CancellationToken.None));
        Assert.False(await tokens.AddAsync(second, Entry(second), CancellationToken.None));
        await tokens.RevokeAsync(first with { RevokedAt = Now }, Entry(first), CancellationToken.None);
        Assert.True(await tokens.AddAsync(second, Entry(second), CancellationToken.None));
    }

    [Fact]
    public async Task MarkUsed_ManyTokens_AreWrittenDown()
    {
        var (_, tokens) = await OpenAsync();
        var token = Make("key_1", "ci");
        await tokens.AddAsync(token, Entry(token), CancellationToken.None);
        await tokens.MarkUsedAsync([("key_1", Now.AddHours(1)), ("key_gone", Now)], CancellationToken.None);
        Assert.Equal(Now.AddHours(1), Assert.Single(await tokens.LoadAsync(CancellationToken.None)).LastUsedAt);
    }

    private async Task<(ControlDatabase Database, TokenStore Tokens)> OpenAsync()
    {
        var database = await ControlDatabase.OpenAsync(_folder.Location, CancellationToken.None);
        await Seed.RunAsync(database, TimeProvider.System, CancellationToken.None);
        return (database, new TokenStore(database));
    }

    private static AuditEntry Entry(Token token) => new AuditTrail(TimeProvider.System).Entry(Principal.Host, "token.create", token.Id, null, token);

    private static Token Make(string id, string name) => new()
    {
        Id = id,
        Name = name,
        Type = KeyKind.Gateway,
        TeamId = "default",
        CreatedAt = Now,
        LineageId = id,
        Prefix = "kt_gk_aaaaaa",
        Hash = [.. Enumerable.Repeat((byte)1, 32)],
    };

    private static async Task<List<string>> SchemaAsync(SqliteConnection connection)
    {
        if (connection.State != System.Data.ConnectionState.Open)
        {
            await connection.OpenAsync();
        }

        // EF keeps a lock table of its own while it migrates.
        return await connection.QueryAsync(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> '__EFMigrationsLock' ORDER BY name", [], r => r.GetString(0), CancellationToken.None);
    }
}
