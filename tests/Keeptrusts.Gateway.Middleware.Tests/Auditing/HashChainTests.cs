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
        var line = Encoding.UTF8.GetString(Chain(1)[0]);
        var expected = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(new string('0', 64) + """{"id":"e0","n":0}""")));
        Assert.Equal($$"""{"id":"e0","n":0,"prev_hash":"{{new string('0', 64)}}","hash":"{{expected}}"}""", line);
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
        var lines = new List<byte[]>();
        for (var i = 0; i < count; i++)
        {
            var json = Encoding.UTF8.GetBytes($$"""{"id":"e{{i}}","n":{{i}}}""");
            var line = new byte[json.Length + HashChain.Overhead];
            Assert.Equal(line.Length, chain.Append(json, line));
            lines.Add(line);
        }

        return lines;
    }

    private static bool Holds(IEnumerable<byte[]> lines)
    {
        var chain = new HashChain();
        return lines.All(line => chain.Verify(line));
    }
}
