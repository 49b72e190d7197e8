using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Storage;
using Keeptrusts.Policy.Keys;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Tests.Storage;

/// <summary>Users, members, tokens, approvals and idempotency keys, on each database.</summary>
public sealed class DirectoryStoreTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AuditTrail Audit = new(TimeProvider.System);

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Users_AddedAndChanged_ComeBackWholeWithAuditAndChange(string provider)
    {
        await using var test = await CreateAsync(provider);
        var users = new UserStore(test.Database);
        Assert.False(await users.AddAsync(Ada(), Entry("ada"), CancellationToken.None));
        var outcome = await users.ChangeAsync("ada", user =>
        {
            user.Email = "ada@example.com";
            user.IsAdmin = true;
            return Entry("ada");
        }, CancellationToken.None);

        Assert.False(outcome.Refused(out _, out _));
        var read = Assert.Single(await users.ListAsync(CancellationToken.None));
        Assert.Equal(("ada@example.com", true, Now), (read.Email, read.IsAdmin, read.CreatedAt));
        await using var db = test.Database.CreateDbContext();
        Assert.Equal(2, await db.Changes.CountAsync(c => c.Topic == "user" && c.ObjectId == "ada"));
        Assert.Equal(2, await db.Audit.CountAsync(a => a.ObjectId == "ada"));
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Change_ByTwoAtOnce_OneIsRefused(string provider)
    {
        await using var test = await CreateAsync(provider);
        var first = new TeamStore(test.Database);
        if (provider == nameof(DatabaseProvider.Sqlite))
        {
            // One writer at a time: the second waits for the first, and a wait inside the first would be for ever.
            Assert.False((await first.ChangeAsync("default", team => Rename(team, "one"), CancellationToken.None)).Refused(out _, out _));
            return;
        }

        var second = new TeamStore(await test.OpenAsync());
        var outcome = await first.ChangeAsync("default", team =>
        {
            Assert.False(second.ChangeAsync("default", other => Rename(other, "two"), CancellationToken.None).GetAwaiter().GetResult().Refused(out _, out _));
            return Rename(team, "one");
        }, CancellationToken.None);
        Assert.True(outcome.Refused(out var refusal, out _));
        Assert.Equal(RefusalKind.Conflict, refusal!.Kind);
        Assert.Equal("two", Assert.Single(await first.ListAsync(CancellationToken.None)).Name);
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Deactivate_UserWithTokens_RevokesExactlyTheirs(string provider)
    {
        await using var test = await CreateAsync(provider);
        var tokens = new TokenStore(test.Database);
        foreach (var token in (Token[])[Make(1), Make(2, owner: "bo"), Make(3) with { RevokedAt = Now.AddDays(-1) }])
        {
            Assert.True(await tokens.AddAsync(token, Entry(token.Id), CancellationToken.None));
        }

        var outcome = await new UserStore(test.Database).DeactivateAsync("ada", Shut, token => Audit.Revoke(Principal.Host, token, Now), CancellationToken.None);

        Assert.False(outcome.Refused(out _, out var departure));
        Assert.Equal("key_1", Assert.Single(departure!.Revoked).Id);
        var all = (await tokens.LoadAsync(CancellationToken.None)).ToDictionary(t => t.Id, t => t.RevokedAt);
        Assert.Equal((Now, null, Now.AddDays(-1)), (all["key_1"], all["key_2"], all["key_3"]));
        Assert.Equal(MintResult.OwnerGone, await tokens.MintAsync(Make(4), new(), Entry("key_4"), CancellationToken.None));
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Mint_WhileTheOwnerIsShutOut_LeavesNoLivingToken(string provider)
    {
        await using var test = await CreateAsync(provider);
        var (one, two) = (new TokenStore(test.Database), new UserStore(await test.OpenAsync()));
        var mints = Enumerable.Range(1, 20).Select(i => Task.Run(() => one.MintAsync(Make((byte)i), new(), Entry($"key_{i}"), CancellationToken.None)));
        var shut = Task.Run(() => two.DeactivateAsync("ada", Shut, token => Audit.Revoke(Principal.Host, token, Now), CancellationToken.None));
        await Task.WhenAll([.. mints, shut]);
        Assert.All(await one.LoadAsync(CancellationToken.None), token => Assert.NotNull(token.RevokedAt));
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Mint_ManyAtOnceOverTwoNodes_KeepsToTheMost(string provider)
    {
        await using var test = await CreateAsync(provider);
        TokenStore[] nodes = [new(test.Database), new(await test.OpenAsync())];
        var results = await Task.WhenAll(Enumerable.Range(1, 16).Select(i => Task.Run(() =>
            nodes[i % 2].MintAsync(Make((byte)i) with { Template = "t" }, new() { MaxKeys = 3 }, Entry($"key_{i}"), CancellationToken.None))));
        Assert.Equal(3, results.Count(r => r == MintResult.Added));
        Assert.Equal(13, results.Count(r => r == MintResult.TooMany));
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Rotate_OfOneTokenTwice_HappensOnce(string provider)
    {
        await using var test = await CreateAsync(provider);
        var tokens = new TokenStore(test.Database);
        var old = Make(1);
        await tokens.AddAsync(old, Entry("key_1"), CancellationToken.None);
        var results = await Task.WhenAll(Enumerable.Range(2, 4).Select(i => Task.Run(() => tokens.RotateAsync(
            old, old with { Name = $"{old.Name}~old", ExpiresAt = Now }, Make((byte)i) with { Name = old.Name, LineageId = "key_1", RotatedFrom = "key_1" }, [Entry("key_1")], CancellationToken.None))));
        Assert.Single(results, r => r);
        Assert.Equal(2, (await tokens.LoadAsync(CancellationToken.None)).Count);
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Members_PutAndRemoved_TakeTheirTokensAlong(string provider)
    {
        await using var test = await CreateAsync(provider);
        var (teams, tokens) = (new TeamStore(test.Database), new TokenStore(test.Database));
        var member = new Member { TeamId = "default", UserId = "ada", Role = "developer", CreatedAt = Now };
        await teams.PutMemberAsync(member, Entry("default/ada"), CancellationToken.None);
        await teams.PutMemberAsync(new Member { TeamId = "default", UserId = "ada", Role = "manager", CreatedAt = Now }, Entry("default/ada"), CancellationToken.None);
        Assert.Equal("manager", Assert.Single(await teams.MembersAsync(CancellationToken.None)).Role);
        await tokens.AddAsync(Make(1), Entry("key_1"), CancellationToken.None);
        var revoked = await teams.RemoveMemberAsync(member, Entry("default/ada"), token => Audit.Revoke(Principal.Host, token, Now), CancellationToken.None);
        Assert.Equal("key_1", Assert.Single(revoked).Id);
        Assert.Empty(await teams.MembersAsync(CancellationToken.None));
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Approval_DecidedAndTaken_EachOnce(string provider)
    {
        await using var test = await CreateAsync(provider);
        var (approvals, tokens) = (new ApprovalStore(test.Database), new TokenStore(test.Database));
        var approval = new Approval
        {
            Id = "apr_1",
            TeamId = "default",
            RequestedBy = "ada",
            Request = "{}",
            Reasons = ["a \"reason\""],
            Status = ApprovalStatus.Pending,
            CreatedAt = Now,
            ExpiresAt = Now.AddDays(7),
        };
        await approvals.AddAsync(approval, Entry("apr_1"), CancellationToken.None);
        Assert.Equal(MintResult.Taken, await tokens.MintAsync(Make(1), new() { ApprovalId = "apr_1" }, Entry("key_1"), CancellationToken.None));
        (approval.Status, approval.DecidedBy, approval.DecidedAt) = (ApprovalStatus.Approved, "bo", Now);
        Assert.True(await approvals.DecideAsync(approval, Entry("apr_1"), CancellationToken.None));
        Assert.False(await approvals.DecideAsync(approval, Entry("apr_1"), CancellationToken.None));
        Assert.Equal(MintResult.Added, await tokens.MintAsync(Make(1), new() { ApprovalId = "apr_1" }, Entry("key_1"), CancellationToken.None));
        Assert.Equal(MintResult.Taken, await tokens.MintAsync(Make(2), new() { ApprovalId = "apr_1" }, Entry("key_2"), CancellationToken.None));
        var read = await approvals.FindAsync("apr_1", CancellationToken.None);
        Assert.Equal(("key_1", "bo", "a \"reason\""), (read!.TokenId, read.DecidedBy, Assert.Single(read.Reasons)));
    }

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task Idempotency_ManyClaimsAtOnce_OneWins(string provider)
    {
        await using var test = await CreateAsync(provider);
        IdempotencyStore[] nodes = [new(test.Database), new(await test.OpenAsync())];
        IdempotencyRecord Claim() => new() { Key = "me\nk", Request = "r", At = Now };
        var held = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => Task.Run(() => nodes[i % 2].ClaimAsync(Claim(), Now.AddDays(-1), CancellationToken.None))));
        Assert.Single(held, h => h is null);
        await nodes[0].FinishAsync("me\nk", "key_1", CancellationToken.None);
        Assert.Equal("key_1", (await nodes[1].ClaimAsync(Claim(), Now.AddDays(-1), CancellationToken.None))!.ObjectId);
        await nodes[0].ReleaseAsync("me\nk", CancellationToken.None);
        Assert.Null(await nodes[1].ClaimAsync(Claim(), Now.AddDays(-1), CancellationToken.None));
        Assert.Null(await nodes[1].ClaimAsync(Claim(), Now.AddSeconds(1), CancellationToken.None));
    }

    private static async Task<TestDatabase> CreateAsync(string provider)
    {
        var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        Assert.True(await new UserStore(test.Database).AddAsync(Ada(), Entry("ada"), CancellationToken.None));
        return test;
    }

    private static User Ada() => new() { Id = "ada", Name = "Ada", CreatedAt = Now };

    private static Outcome<AuditEntry> Rename(Team team, string name)
    {
        team.Name = name;
        return Entry(team.Id);
    }

    private static Outcome<AuditEntry> Shut(User user)
    {
        user.DeactivatedAt = Now;
        return Entry(user.Id);
    }

    private static AuditEntry Entry(string id) => Audit.Entry<UserView>(Principal.Host, "test", id, null, null, ControlJson.Default.UserView);

    private static Token Make(byte seed, string owner = "ada") => new()
    {
        Id = $"key_{seed}",
        Name = $"n{seed}",
        Type = KeyKind.Gateway,
        TeamId = "default",
        Owner = owner,
        CreatedAt = Now,
        LineageId = $"key_{seed}",
        Prefix = "kt_gk_aaaaaa",
        Hash = [.. Enumerable.Repeat(seed, 32)],
    };
}
