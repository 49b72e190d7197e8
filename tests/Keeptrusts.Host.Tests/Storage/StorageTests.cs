using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Storage;
using Keeptrusts.Policy.Keys;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Tests.Storage;

public sealed class StorageTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Scripts_FreshDatabase_GiveWhatEfMakesOfTheModel(string provider)
    {
        await using var ours = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        await using var theirs = await TestDatabase.CreateUnscriptedAsync(Enum.Parse<DatabaseProvider>(provider));
        await using var db = theirs.Database.CreateDbContext();
        Assert.False(db.Database.HasPendingModelChanges(), "the model has changed: run eng/migrations.sh");

        Assert.Equal(await SchemaAsync(theirs.Database), await SchemaAsync(ours.Database));
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Open_ManyAtOnceOnAnEmptyDatabase_OneMakesTheTables(string provider)
    {
        await using var empty = await TestDatabase.CreateEmptyAsync(Enum.Parse<DatabaseProvider>(provider));
        var nodes = provider == nameof(DatabaseProvider.Sqlite) ? 1 : 6;
        var opened = await Task.WhenAll(Enumerable.Range(0, nodes).Select(_ => Task.Run(empty.OpenAsync)));
        await Task.WhenAll(opened.Select(database => Seed.RunAsync(database, TimeProvider.System, CancellationToken.None)));
        await using var db = opened[0].CreateDbContext();
        Assert.Equal("default", (await db.Teams.SingleAsync()).Id);
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Open_SchemaOfAnotherVersion_IsRefused(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        await using var connection = await test.Database.ConnectAsync(CancellationToken.None);
        await connection.ExecuteAsync("""INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Later', '99')""", [], CancellationToken.None);
        Assert.Equal("29990101000000_Later", (await Assert.ThrowsAsync<SchemaMismatchException>(test.OpenAsync)).Migration);
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Scripts_SecondOpening_ChangeNothing(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        Assert.False(await Seed.RunAsync(await test.OpenAsync(), TimeProvider.System, CancellationToken.None));
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Load_TokenWrittenByTheModel_ComesBackWhole(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var tokens = new TokenStore(test.Database);
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
        await using var db = test.Database.CreateDbContext();
        Assert.Equal("token.create", (await db.Audit.SingleAsync()).Action);
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Add_SameNameInTheTeam_IsRefusedUntilTheFirstIsRevoked(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var tokens = new TokenStore(test.Database);
        var first = Make("key_1", "ci");
        var second = Make("key_2", "ci") with { Hash = [.. Enumerable.Repeat((byte)2, 32)] };
        Assert.True(await tokens.AddAsync(first, Entry(first), CancellationToken.None));
        Assert.False(await tokens.AddAsync(second, Entry(second), CancellationToken.None));
        await tokens.RevokeAsync([new(first with { RevokedAt = Now }, Entry(first))], CancellationToken.None);
        Assert.True(await tokens.AddAsync(second, Entry(second), CancellationToken.None));
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task MarkUsed_ManyTokens_AreWrittenDown(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var tokens = new TokenStore(test.Database);
        var token = Make("key_1", "ci");
        await tokens.AddAsync(token, Entry(token), CancellationToken.None);
        await tokens.MarkUsedAsync([new("key_1", Now, Now.AddHours(1)), new("key_gone", Now, Now)], CancellationToken.None);
        await tokens.MarkUsedAsync([new("key_1", Now.AddHours(2), Now.AddHours(3))], CancellationToken.None);
        var used = Assert.Single(await tokens.LoadAsync(CancellationToken.None));
        Assert.Equal((Now, Now.AddHours(3)), (used.FirstUsedAt, used.LastUsedAt));
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

    // EF keeps a lock table of its own while it migrates; the history names its migrations alike.
    private static async Task<List<string>> SchemaAsync(ControlDatabase database)
    {
        const string Sqlite = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> '__EFMigrationsLock' ORDER BY name";
        const string PostgreSql =
            """
            SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, is_identity) FROM information_schema.columns WHERE table_schema = 'public'
            UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL SELECT concat_ws(' ', conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
            ORDER BY 1
            """;
        await using var connection = await database.ConnectAsync(CancellationToken.None);
        return await connection.QueryAsync(
            database.Provider == DatabaseProvider.Sqlite ? Sqlite : PostgreSql, [], row => row.GetString(0), CancellationToken.None);
    }
}
