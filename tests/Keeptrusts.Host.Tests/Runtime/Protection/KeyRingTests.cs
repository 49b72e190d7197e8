using System.Security.Cryptography;
using System.Text;
using Keeptrusts.Host.Runtime.Protection;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Running;
using Keeptrusts.Host.Tests.Storage;
using Microsoft.EntityFrameworkCore;

namespace Keeptrusts.Host.Tests.Runtime.Protection;

public sealed class KeyRingTests
{
    private const string Passphrase = "a passphrase of some length";

    public static string RandomKey { get; } = Convert.ToBase64String([.. Enumerable.Range(1, 32).Select(i => (byte)i)]);

    [Theory, ClassData(typeof(EachDatabase))]
    public async Task InTheDatabase_AnotherNodeReads_AndTheRingIsWrapped(string provider)
    {
        await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
        var ciphertext = Ring(test.Database, RandomKey).Protect("secret", "in the clear"u8);
        Assert.Equal("in the clear", Encoding.UTF8.GetString(Ring(await test.OpenAsync(), RandomKey).Unprotect("secret", ciphertext)!));
        await using var db = test.Database.CreateDbContext();
        var stored = Assert.Single(await db.ProtectionKeys.ToListAsync(TestContext.Current.CancellationToken));
        Assert.Contains("<wrapped", stored.Xml, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", stored.Xml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unprotect_OtherPurposeOrChanged_GivesNothing()
    {
        await using var test = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite);
        var ring = Ring(test.Database, RandomKey);
        var ciphertext = ring.Protect("secret", "x"u8);
        Assert.Null(ring.Unprotect("held-content", ciphertext));
        ciphertext[^1] ^= 1;
        Assert.Null(ring.Unprotect("secret", ciphertext));
    }

    [Theory]
    [InlineData(Passphrase)]
    [InlineData("AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=")]
    public void MasterKey_WrapAndUnwrap_GiveTheSame(string text)
    {
        var wrapped = MasterKey.Of(text)!.Wrap("key"u8);
        Assert.Equal("key"u8, MasterKey.Of(text)!.Unwrap(wrapped));
        Assert.ThrowsAny<CryptographicException>(() => MasterKey.Of(text + "x")!.Unwrap(wrapped));
    }

    [Theory]
    [InlineData("short")]
    [InlineData("AQIDBAUGBwg=")]
    public void MasterKey_TooShort_IsNone(string text) => Assert.Null(MasterKey.Of(text));

    [Fact]
    public void Place_HomeThatCanBeWritten_IsOutsideTheData()
    {
        using var home = new TempFolder();
        var place = KeyRingPlace.Of(name => name == "HOME" ? home.Location : null, "/data", "node_1");
        Assert.Equal((KeyRingKind.Outside, Path.Combine(home.Location, ".local", "share", "keeptrusts", "node_1")), (place.Kind, place.Folder));
        Assert.Empty(Directory.GetFileSystemEntries(home.Location));
    }

    [Fact]
    public void Place_NoHome_IsInTheDataFolder()
    {
        var place = KeyRingPlace.Of(_ => null, "/data", "node_1");
        Assert.Equal((KeyRingKind.DataFolder, Path.Combine("/data", "keys")), (place.Kind, place.Folder));
    }

    private static KeyRing Ring(ControlDatabase database, string master) =>
        new(new(KeyRingKind.Database, null), new ProtectionKeyStore(database), MasterKey.Of(master), TimeProvider.System);
}
