using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Nodes;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Runtime;
using Keeptrusts.Host.Runtime.Changes;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Storage;
using Keeptrusts.Policy.Keys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Keeptrusts.Host.Tests.Runtime.Changes;

/// <summary>How the end of a key's calls gets around.</summary>
public sealed class CutTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AuditTrail Audit = new(TimeProvider.System);

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Revoke_WithAndWithoutNow_OtherNodesEndTheCallsOfTheOneOnly(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var node = await NodeAsync(test);
        var store = new TokenStore(test.Database);
        var (cut, plain) = (await AddAsync(store, 1), await AddAsync(store, 2));

        await store.RevokeAsync([Audit.Revoke(Principal.Host, cut, Now, cut: true), Audit.Revoke(Principal.Host, plain, Now)], CancellationToken.None);
        await node.Watcher.CatchUpAsync(CancellationToken.None);

        Assert.Equal(["key_1 after revocation"], node.Calls.Ended);
        Assert.Equal(["key_1"], node.Cuts.All);
        await using var db = test.Database.CreateDbContext();
        Assert.Equal(["token.cut key_1", "token.revoke key_1", "token.revoke key_2"],
            (await db.Audit.Where(a => a.Action != "test").ToListAsync(TestContext.Current.CancellationToken)).Select(a => $"{a.Action} {a.ObjectId}").Order());
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Revoke_NowOfWhatWasRevokedBefore_EndsItsCallsAndKeepsTheFirstTime(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var node = await NodeAsync(test);
        var store = new TokenStore(test.Database);
        var revoked = Audit.Revoke(Principal.Host, await AddAsync(store, 1), Now);
        await store.RevokeAsync([revoked], CancellationToken.None);
        await store.RevokeAsync([Audit.Revoke(Principal.Host, revoked.Token, Now.AddHours(1), cut: true)], CancellationToken.None);
        await node.Watcher.CatchUpAsync(CancellationToken.None);

        Assert.Equal(["key_1 after revocation"], node.Calls.Ended);
        Assert.Equal(Now, Assert.Single(await store.LoadAsync(CancellationToken.None)).RevokedAt);
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Deactivate_Now_EndsCallsOfTokensRevokedOfLateToo(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var node = await NodeAsync(test);
        var (store, users) = (new TokenStore(test.Database), new UserStore(test.Database));
        await users.AddAsync(new User { Id = "ada", Name = "Ada", CreatedAt = Now }, Entry("ada"), CancellationToken.None);
        await AddAsync(store, 1);
        await AddAsync(store, 2, Now.AddHours(-1));
        await AddAsync(store, 3, Now.AddDays(-2));

        var outcome = await users.DeactivateAsync("ada", user => Entry(user.Id), token => Audit.Revoke(Principal.Host, token, Now, cut: true), CancellationToken.None, Now.AddDays(-1));
        await node.Watcher.CatchUpAsync(CancellationToken.None);

        Assert.False(outcome.Refused(out _, out var departure));
        Assert.Equal("key_1", Assert.Single(departure!.Revoked).Id);
        Assert.Equal(["key_1", "key_2"], node.Cuts.All);
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task CatchUp_ChangesForgotten_StillEndsCalls(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var store = new TokenStore(test.Database);
        var token = await AddAsync(store, 1);
        var node = await NodeAsync(test);
        await AddAsync(store, 2);
        await store.RevokeAsync([Audit.Revoke(Principal.Host, token, Now, cut: true)], CancellationToken.None);
        await new ChangeFeed(test.Database, TimeProvider.System).PruneAsync(DateTimeOffset.MaxValue, CancellationToken.None);
        await node.Watcher.CatchUpAsync(CancellationToken.None);
        Assert.Equal(["key_1 after revocation"], node.Calls.Ended);
    }

    [Fact]
    public void Snapshot_NewCuts_AreToldOnceAndKept()
    {
        var gateway = new NodeGateway("local-gw", "c", null);
        var before = new NodeSnapshot { Gateway = gateway, Cuts = ["key_1"] };
        var now = before with { Cuts = ["key_1", "key_2"] };
        var change = SnapshotChange.Of(before, now);
        Assert.Equal(["key_2"], change!.Cuts);
        Assert.Equal(["key_1", "key_2"], change.Over(before).Cuts);
        Assert.Null(SnapshotChange.Of(now, now));
    }

    private static async Task<Node> NodeAsync(TestDatabase test)
    {
        var database = await test.OpenAsync();
        var feed = new ChangeFeed(database, TimeProvider.System);
        var watcher = new ChangeWatcher(feed, TimeProvider.System, NullLogger<ChangeWatcher>.Instance);
        var (tokens, cuts) = (new TokenSnapshot(), new CutBoard());
        var calls = new FakeCalls(tokens);
        cuts.Serve(calls);
        var store = new TokenStore(database);
        tokens.Load(await store.LoadAsync(CancellationToken.None));
        watcher.On(ChangeTopics.Token, async (_, cancellationToken) => tokens.Load(await store.LoadAsync(cancellationToken)));
        Snapshots.FollowCuts(watcher, feed, cuts);
        await watcher.BeginAsync(CancellationToken.None);
        return new(watcher, cuts, calls);
    }

    private static async Task<Token> AddAsync(TokenStore store, byte seed, DateTimeOffset? revokedAt = null)
    {
        var token = new Token
        {
            Id = $"key_{seed}",
            Name = $"k{seed}",
            Type = KeyKind.Gateway,
            TeamId = "default",
            Owner = "ada",
            CreatedAt = Now.AddDays(-9),
            RevokedAt = revokedAt,
            LineageId = $"key_{seed}",
            Prefix = "kt_gk_",
            Hash = [.. Enumerable.Repeat(seed, 32)],
        };
        Assert.True(await store.AddAsync(token, Entry(token.Id), CancellationToken.None));
        return token;
    }

    private static AuditEntry Entry(string id) => new() { At = Now, Actor = "host", Action = "test", ObjectId = id };

    private sealed record Node(ChangeWatcher Watcher, CutBoard Cuts, FakeCalls Calls);

    /// <summary>Notes whose calls end, and whether this node knew by then that the key is revoked.</summary>
    private sealed class FakeCalls(TokenSnapshot tokens) : IOpenCalls
    {
        public List<string> Ended { get; } = [];

        public int Cut(string keyId)
        {
            Ended.Add($"{keyId} {(tokens.Stored.Single(t => t.Id == keyId).RevokedAt is null ? "before" : "after")} revocation");
            return 1;
        }
    }
}
