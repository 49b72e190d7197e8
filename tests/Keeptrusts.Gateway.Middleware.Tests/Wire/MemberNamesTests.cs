using System.Diagnostics;
using System.Text;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Tests.Wire;

public sealed class MemberNamesTests
{
    [Fact]
    public void TryAdd_RandomNestedObjects_AgreesWithSets()
    {
        var random = new Random(6);
        for (var round = 0; round < 300; round++)
        {
            var names = new MemberNames();
            names.Reset();
            var oracle = new Stack<HashSet<ulong>>();
            for (var step = 0; step < 400; step++)
            {
                if (oracle.Count == 0 || random.Next(25) == 0)
                {
                    names.Enter();
                    oracle.Push([]);
                }
                else if (random.Next(40) == 0)
                {
                    names.Leave();
                    oracle.Pop();
                }
                else
                {
                    var hash = MemberNames.Hash(Encoding.UTF8.GetBytes("n" + random.Next(120)));
                    Assert.Equal(oracle.Peek().Add(hash), names.TryAdd(hash));
                }
            }
        }
    }

    [Theory]
    [InlineData("""{"model":"m","messages":[],"model":"n"}""")]
    [InlineData("""{"model":"m","messages":[],"mod\u0065l":"n"}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"a","cont\u0065nt":"b"}]}""")]
    [InlineData("""{"model":"m","messages":[],"x":{"y":[{"z":1,"\u007a":2}]}}""")]
    [InlineData("""{"model":"m","messages":[],"":1,"":2}""")]
    [InlineData("""{"model":"m","messages":[],"é":1,"\u00e9":2}""")]
    public void Read_NameTwice_IsRefused(string json)
    {
        Assert.Null(new RequestReader().Read(Surface.Chat, Encoding.UTF8.GetBytes(json), out var fault));
        Assert.Equal("duplicate_key", fault!.Code);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(34)]
    [InlineData(200)]
    public void Read_DuplicateAmongMany_IsFoundAtEveryPlace(int members)
    {
        for (var copy = 0; copy < members; copy += Math.Max(1, members / 17))
        {
            var body = string.Join(',', Enumerable.Range(0, members).Select(i => $"\"k{i}\":{{\"k{i}\":0}}"));
            Assert.NotNull(Read($$"""{"model":"m","messages":[],{{body}}}""", out _));
            Assert.Null(Read($$"""{"model":"m","messages":[],{{body}},"k{{copy}}":1}""", out var fault));
            Assert.Equal("duplicate_key", fault!.Code);
        }
    }

    [Fact]
    public void Read_HundredThousandMembers_IsFast()
    {
        var body = "{\"model\":\"m\",\"messages\":[]," + string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"\"k{i}\":1")) + "}";
        var begun = Stopwatch.GetTimestamp();
        Assert.NotNull(Read(body, out _));
        Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(30), "quadratic");
    }

    private static ModelRequest? Read(string json, out JsonFault? fault) => new RequestReader().Read(Surface.Chat, Encoding.UTF8.GetBytes(json), out fault);
}
