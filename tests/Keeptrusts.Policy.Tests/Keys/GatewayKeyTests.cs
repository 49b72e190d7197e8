using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Keeptrusts.Policy.Keys;
using Keeptrusts.Testing;

namespace Keeptrusts.Policy.Tests.Keys;

public sealed class GatewayKeyTests
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private const string ZeroKey = "kt_gk_0000000000000000000000000000000000000000000";

    [Fact]
    public void Create_ZeroBytes_IsPaddedAndChecked()
    {
        var key = GatewayKey.Create(KeyKind.Gateway, new byte[32]);
        Assert.Equal(ZeroKey + Checksum(ZeroKey), key.Reveal());
        Assert.Equal(55, key.Reveal().Length);
    }

    [Theory]
    [InlineData(KeyKind.Gateway, "kt_gk_")]
    [InlineData(KeyKind.Control, "kt_ak_")]
    public void Create_AnyBytes_MatchesBigIntegerArithmetic(KeyKind kind, string prefix) =>
        Gen.Byte.Array[32].Sample(bytes =>
        {
            var number = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
            var digits = new char[43];
            for (var i = 42; i >= 0; i--)
            {
                digits[i] = Digits[(int)(number % 62)];
                number /= 62;
            }

            var body = prefix + new string(digits);
            Assert.Equal(body + Checksum(body), GatewayKey.Create(kind, bytes).Reveal());
        });

    [Fact]
    public void Crc32_CheckValue_IsTheStandardOne() =>
        Assert.Equal(0xCBF43926u, Crc32.Compute("123456789"u8));

    [Fact]
    public void TryParse_OwnKeys_RoundTrip() => Gen.Byte.Array[32].Sample(bytes =>
    {
        var text = GatewayKey.Create(KeyKind.Control, bytes).Reveal();
        Assert.True(GatewayKey.TryParse(text, out var key));
        Assert.Equal(KeyKind.Control, key!.Kind);
        Assert.Equal(text, key.Reveal());
    });

    [Fact]
    public void TryParse_OneCharacterChanged_IsRefused()
    {
        var text = GatewayKey.Create(KeyKind.Gateway, Enumerable.Range(1, 32).Select(i => (byte)i).ToArray()).Reveal();
        for (var i = 0; i < text.Length; i++)
        {
            var changed = text.Remove(i, 1).Insert(i, text[i] == 'x' ? "y" : "x");
            Assert.False(GatewayKey.TryParse(changed, out _), $"position {i}");
        }
    }

    [Fact]
    public void TryParse_LargestValue_IsAcceptedAndTheNextIsNot()
    {
        var bytes = new byte[32];
        Array.Fill(bytes, (byte)255);
        var largest = GatewayKey.Create(KeyKind.Gateway, bytes).Reveal();
        Assert.True(GatewayKey.TryParse(largest, out _));

        var body = largest[..49];
        var next = body[..48] + Digits[Digits.IndexOf(body[48], StringComparison.Ordinal) + 1];
        Assert.False(GatewayKey.TryParse(next + Checksum(next), out _));
        var highest = "kt_gk_" + new string('z', 43);
        Assert.False(GatewayKey.TryParse(highest + Checksum(highest), out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("kt_gk_")]
    [InlineData("sk-proj-0000000000000000000000000000000000000000000000000")]
    [InlineData("kt_gk_000000000000000000000000000000000000000000000000000000000")]
    [InlineData("kt_gk_00000000000000000000000000000000000000000000000é0")]
    public void TryParse_NotAKey_IsRefused(string? text)
    {
        Assert.False(GatewayKey.TryParse(text, out var key));
        Assert.Null(key);
    }

    [Fact]
    public void TryParse_WrongPrefixWithRightChecksum_IsRefused()
    {
        var body = "kt_xk_" + new string('0', 43);
        Assert.False(GatewayKey.TryParse(body + Checksum(body), out _));
    }

    [Fact]
    public void ToString_Always_HidesTheKey()
    {
        var key = GatewayKey.Create(KeyKind.Gateway, RandomNumberGenerator.GetBytes(32));
        Assert.Equal(key.Reveal()[..12] + "…", key.ToString());
        Assert.Equal(key.Reveal()[..12], key.Prefix);
    }

    [Fact]
    public void Create_WrongLength_Throws() =>
        Assert.Throws<ArgumentException>(() => GatewayKey.Create(KeyKind.Gateway, new byte[31]));

    [Fact]
    public void TryHash_Key_IsTheSha256OfItsText()
    {
        var key = GatewayKey.Create(KeyKind.Control, RandomNumberGenerator.GetBytes(32));
        var hash = new byte[32];
        Assert.True(GatewayKey.TryHash(Encoding.ASCII.GetBytes(key.Reveal()), hash, out var kind));
        Assert.Equal(KeyKind.Control, kind);
        Assert.Equal(SHA256.HashData(Encoding.ASCII.GetBytes(key.Reveal())), hash);
        Assert.Equal(key.Hash(), hash);
    }

    [Fact]
    public void TryHash_NotAKey_LeavesTheHashAlone()
    {
        var hash = new byte[32];
        Assert.False(GatewayKey.TryHash("kt_gk_nonsense"u8, hash, out _));
        Assert.All(hash, b => Assert.Equal(0, b));
    }

    [Fact]
    public void TryHash_Key_DoesNotAllocate()
    {
        var ascii = Encoding.ASCII.GetBytes(GatewayKey.Create(KeyKind.Gateway, new byte[32]).Reveal());
        var hash = new byte[32];
        Assert.Equal(0, Allocation.Least(() => GatewayKey.TryHash(ascii, hash, out _)));
    }

    private static string Checksum(string body)
    {
        var crc = uint.MaxValue;
        foreach (var c in body)
        {
            crc ^= c;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ (0xEDB88320u & (uint)-(crc & 1));
            }
        }

        var value = ~crc;
        var digits = new char[6];
        for (var i = 5; i >= 0; i--, value /= 62)
        {
            digits[i] = Digits[(int)(value % 62)];
        }

        return new string(digits);
    }
}
