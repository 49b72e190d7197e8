using System.Security.Cryptography;
using System.Text;
using Keeptrusts.Gateway.Middleware.Auditing;

namespace Keeptrusts.Gateway.Middleware.Tests.Auditing;

public sealed class HashChainTests
{
    [Fact]
    public void Verify_ChainAsWritten_Holds() => Assert.True(Holds(Chain(20)));

    [Fact]
    public void Append_Line_IsTheEventWithTheHashesOfTheStatedFormula()
    {
        var chain = new HashChain();
        var first = Line(chain, """{"id":"e0"}""");
        var second = Line(chain, """{"id":"e1"}""");
        var id = Encoding.ASCII.GetString(chain.Id);
        var firstHash = Sha(new string('0', 64) + Sha($$"""{"id":"e0","chain":"{{id}}","seq":1}"""));
        var secondHash = Sha(firstHash + Sha($$"""{"id":"e1","chain":"{{id}}","seq":2}"""));
        Assert.Equal($$"""{"id":"e0","chain":"{{id}}","seq":1,"prev_hash":"{{new string('0', 64)}}","hash":"{{firstHash}}"}""", Encoding.UTF8.GetString(first));
        Assert.Equal($$"""{"id":"e1","chain":"{{id}}","seq":2,"prev_hash":"{{firstHash}}","hash":"{{secondHash}}"}""", Encoding.UTF8.GetString(second));
    }

    [Fact]
    public void Seal_OfALine_SaysItsPlaceAndWhetherItIsIntact()
    {
        var lines = Chain(2);
        var (first, second) = (EventSeal.Read(lines[0])!, EventSeal.Read(lines[1])!);
        Assert.Equal((1, EventSeal.FirstPrevHash, true), (first.Sequence, first.PrevHash, first.IsIntact));
        Assert.Equal((2, first.Hash, first.Chain, true), (second.Sequence, second.PrevHash, second.Chain, second.IsIntact));
        Assert.Equal(second.Hash, EventSeal.HashOf(first.Hash, second.Digest));
        lines[1][5] ^= 1;
        Assert.False(EventSeal.Read(lines[1])!.IsIntact);
        Assert.Null(EventSeal.Read("{}"u8));
        Assert.Equal("", EventSeal.HashOf("", second.Digest));
    }

    [Fact]
    public void Verify_AnyFlippedByte_IsFound()
    {
        var lines = Chain(3);
        for (var line = 0; line < lines.Count; line++)
        {
            for (var at = 0; at < lines[line].Length; at++)
            {
                var copy = lines.Select(bytes => bytes.ToArray()).ToList();
                copy[line][at] ^= 1;
                Assert.False(Holds(copy), $"line {line} byte {at}");
            }
        }
    }

    [Fact]
    public void Verify_RemovedSwappedOrRepeatedLine_IsFound()
    {
        var lines = Chain(6);
        for (var i = 0; i < lines.Count - 1; i++)
        {
            Assert.False(Holds([.. lines[..i], .. lines[(i + 1)..]]), $"removed {i}");
            Assert.False(Holds([.. lines[..i], lines[i + 1], lines[i], .. lines[(i + 2)..]]), $"swapped {i}");
            Assert.False(Holds([.. lines[..(i + 1)], .. lines[i..]]), $"repeated {i}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("garbage")]
    public void Verify_NoEvent_IsFalse(string line) => Assert.False(new HashChain().Verify(Encoding.UTF8.GetBytes(line)));

    private static List<byte[]> Chain(int count)
    {
        var chain = new HashChain();
        return [.. Enumerable.Range(0, count).Select(i => Line(chain, $$"""{"id":"e{{i}}","n":{{i}}}"""))];
    }

    private static byte[] Line(HashChain chain, string text)
    {
        var json = Encoding.UTF8.GetBytes(text);
        var line = new byte[json.Length + HashChain.Overhead];
        return line[..chain.Append(json, line)];
    }

    private static string Sha(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static bool Holds(IEnumerable<byte[]> lines)
    {
        var chain = new HashChain();
        return lines.All(line => chain.Verify(line));
    }
}
