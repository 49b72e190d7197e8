using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Runtime;
using Keeptrusts.Policy.Keys;
using Keeptrusts.Testing;

namespace Keeptrusts.Host.Tests.Runtime;

public sealed class TokenSnapshotTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static Token Make(byte seed, KeyKind kind = KeyKind.Gateway) => new()
    {
        Id = $"key_{seed}",
        Name = $"n{seed}",
        Type = kind,
        TeamId = "default",
        CreatedAt = Now,
        LineageId = $"key_{seed}",
        Prefix = "kt_gk_aaaaaa",
        Hash = Hash(seed),
    };

    private static byte[] Hash(byte seed) => [.. Enumerable.Repeat(seed, 32)];

    [Fact]
    public void Find_UnknownHash_GivesNothing()
    {
        var snapshot = new TokenSnapshot();
        snapshot.Load([Make(1)]);
        Assert.Null(snapshot.Find(Hash(2)));
        Assert.Equal("key_1", snapshot.Find(Hash(1))?.Id);
    }

    [Fact]
    public void Find_HashThatDiffersInOneBit_GivesNothing()
    {
        var snapshot = new TokenSnapshot();
        snapshot.Load([Make(1)]);
        for (var i = 0; i < 256; i++)
        {
            var hash = Hash(1);
            hash[i / 8] ^= (byte)(1 << (i % 8));
            Assert.Null(snapshot.Find(hash));
        }
    }

    [Fact]
    public void Find_ControlToken_IsNoKey()
    {
        var snapshot = new TokenSnapshot();
        snapshot.Put(Make(1, KeyKind.Control));
        Assert.Null(snapshot.Find(Hash(1)));
        Assert.NotNull(snapshot.FindToken(Hash(1))?.Principal);
    }

    [Fact]
    public void Put_RevokedToken_ActsOnTheNextLookUpAndKeepsItsLastUse()
    {
        var snapshot = new TokenSnapshot();
        snapshot.Put(Make(1));
        snapshot.MarkUsed(snapshot.Find(Hash(1))!, Now);
        snapshot.Put(Make(1) with { RevokedAt = Now });
        Assert.Equal(Now, snapshot.Find(Hash(1))!.RevokedAt);
        Assert.Equal(Now, Assert.Single(snapshot.All).LastUsedAt);
    }

    [Fact]
    public void TakeUses_MarkedOnce_GivesItOnce()
    {
        var snapshot = new TokenSnapshot();
        snapshot.Load([Make(1), Make(2)]);
        snapshot.MarkUsed(snapshot.Find(Hash(2))!, Now);
        Assert.Equal(new TokenUse("key_2", Now, Now), Assert.Single(snapshot.TakeUses()));
        Assert.Empty(snapshot.TakeUses());
        snapshot.MarkUsed(snapshot.Find(Hash(2))!, Now.AddSeconds(1));
        Assert.Equal(new TokenUse("key_2", Now, Now.AddSeconds(1)), Assert.Single(snapshot.TakeUses()));
    }

    [Fact]
    public void Find_KnownKey_AllocatesNothing()
    {
        var snapshot = new TokenSnapshot();
        snapshot.Load(Enumerable.Range(1, 200).Select(i => Make((byte)i)));
        var hash = Hash(77);
        var key = snapshot.Find(hash)!;
        snapshot.MarkUsed(key, Now);
        Assert.Equal(0, Allocation.Least(() => snapshot.MarkUsed(snapshot.Find(hash)!, Now)));
    }
}
