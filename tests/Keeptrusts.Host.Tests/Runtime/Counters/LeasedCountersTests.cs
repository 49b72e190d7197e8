using CsCheck;
using Keeptrusts.Host.Runtime.Nodes;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Storage;
using Keeptrusts.Policy.Calls;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Host.Tests.Runtime.Counters;

public sealed class LeasedCountersTests : IAsyncLifetime
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
    private TestDatabase _test = null!;
    private NodeStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _test = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, _time);
        _store = new(_test.Database, new DatabaseClock(DatabaseProvider.Sqlite, _time));
    }

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Take_OneNodeAlone_HasTheWholeLimitAndSaysWhatIsLeft()
    {
        var node = await JoinAsync("a");
        Assert.True((await node.TakeAsync("k", 1, 10, Window)).Taken);
        var window = CounterWindow.At(node.Counters.Now, Window);
        var key = $"k|{window.From.ToUnixTimeSeconds()}";
        Assert.Equal(new CounterState(true, 3, Window), node.Counters.TryAdd(key, 6, 10, window));
        Assert.Equal(new CounterState(false, 3, Window), node.Counters.TryAdd(key, 4, 10, window));
        Assert.True(node.Counters.TryAdd(key, 3, 10, window).Taken);
    }

    [Fact]
    public async Task Take_KnownToBeAlone_AsksNobody()
    {
        var node = new CountingNode("a", _store, _time);
        node.Counters.BeAlone(new Dictionary<string, long>());
        node.Way.IsCut = true;
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(i < 10, (await node.TakeAsync("k", 1, 10, Window)).Taken);
            Assert.Equal(i < 3, await node.EnterAsync("p", 3));
        }

        _time.Advance(Window);
        Assert.True((await node.TakeAsync("k", 10, 10, Window)).Taken);
    }

    [Fact]
    public async Task Gate_AnotherComesIn_IsToldWhatTheFirstCountedAlone()
    {
        var node = await JoinAloneAsync("a");
        Assert.True((await node.TakeAsync("k", 60, 100, TimeSpan.FromHours(1))).Taken);
        Assert.True(await node.EnterAsync("p", 1));

        var gate = new JoinGate(_store, node.Pulse, node.Counters);
        node.Way.IsCut = true;
        await Assert.ThrowsAsync<TimeoutException>(() => gate.BeginAsync(new("b", "local-gw", null, null), TestContext.Current.CancellationToken));
        node.Way.IsCut = false;
        var other = new CountingNode("b", gate, _time);
        await other.ExchangeAsync();

        Assert.False(await other.EnterAsync("p", 1));
        Assert.False((await other.TakeAsync("k", 41, 100, TimeSpan.FromHours(1))).Taken);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.True((await other.TakeAsync("k", 40, 100, TimeSpan.FromHours(1))).Taken);
        Assert.False((await node.TakeAsync("k", 1, 100, TimeSpan.FromHours(1))).Taken);
    }

    [Fact]
    public async Task Start_AfterAnOrderlyEnd_GoesOnFromWhatWasUsed()
    {
        var node = await JoinAsync("a");
        Assert.True((await node.TakeAsync("k", 60, 100, TimeSpan.FromHours(1))).Taken);
        await node.Pulse.EndAsync();
        node = await JoinAloneAsync("a");
        Assert.False((await node.TakeAsync("k", 41, 100, TimeSpan.FromHours(1))).Taken);
        Assert.True((await node.TakeAsync("k", 40, 100, TimeSpan.FromHours(1))).Taken);
        Assert.Null(await _store.AloneAsync("another", 1, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Take_SeveralNodesGreedily_UseAllOfTheLimitAndNoMore(int count)
    {
        var nodes = await JoinAllAsync(count);
        var admitted = 0;
        for (var i = 0; i < 600; i++)
        {
            admitted += (await nodes[i % count].TakeAsync("k", 1, 100, TimeSpan.FromHours(1))).Taken ? 1 : 0;
            _time.Advance(TimeSpan.FromMilliseconds(150));
        }

        Assert.Equal(100, admitted);
    }

    [Fact]
    public async Task Take_IdleShareOfAnother_ComesBack()
    {
        var nodes = await JoinAllAsync(2);
        await nodes[0].TakeAsync("k", 1, 100, TimeSpan.FromHours(1));
        _time.Advance(TimeSpan.FromSeconds(2));
        await nodes[0].ExchangeAsync();
        Assert.True((await nodes[1].TakeAsync("k", 99, 100, TimeSpan.FromHours(1))).Taken);
        Assert.False((await nodes[0].TakeAsync("k", 1, 100, TimeSpan.FromHours(1))).Taken);
    }

    [Fact]
    public async Task Take_DatabaseAway_GoesByTheStandingShareInLaterWindows()
    {
        var nodes = await JoinAllAsync(2);
        await BeatAsync(nodes, 3);
        nodes[0].Way.IsCut = nodes[1].Way.IsCut = true;
        _time.Advance(TimeSpan.FromSeconds(40));
        var admitted = new int[2];
        for (var i = 0; i < 200; i++)
        {
            admitted[i % 2] += (await nodes[i % 2].TakeAsync("k", 1, 100, Window)).Taken ? 1 : 0;
        }

        Assert.Equal([50, 50], admitted);
    }

    [Fact]
    public async Task Take_OneNodeCutOff_TheOtherLeavesItsStandingShareAlone()
    {
        var nodes = await JoinAllAsync(2);
        await BeatAsync(nodes, 3);
        nodes[0].Way.IsCut = true;
        for (var i = 0; i < 20; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            await BeatAsync(nodes, 1, advance: false);
        }

        var admitted = new int[2];
        for (var i = 0; i < 400; i++)
        {
            admitted[i % 2] += (await nodes[i % 2].TakeAsync("k", 1, 100, Window)).Taken ? 1 : 0;
            _time.Advance(TimeSpan.FromMilliseconds(2));
        }

        Assert.True(admitted[0] + admitted[1] <= 100);
        Assert.Equal(50, admitted[0]);
        Assert.InRange(admitted[1], 40, 50);
    }

    [Fact]
    public async Task Enter_NodeStartsAgain_ItsPlacesAreFree()
    {
        var nodes = await JoinAllAsync(2);
        Assert.True(await nodes[0].EnterAsync("p", 1));
        Assert.False(await nodes[1].EnterAsync("p", 1));
        nodes[0].Start();
        await nodes[0].ExchangeAsync();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await nodes[1].EnterAsync("p", 1));
    }

    [Fact]
    public async Task Enter_NodeGone_ItsPlacesAreFreeOnceItsCallsMustHaveEnded()
    {
        var nodes = await JoinAllAsync(2);
        Assert.True(await nodes[0].EnterAsync("p", 1));
        _time.Advance(TimeSpan.FromMinutes(5));
        await nodes[1].ExchangeAsync();
        Assert.False(await nodes[1].EnterAsync("p", 1));
        _time.Advance(TimeSpan.FromMinutes(6));
        await nodes[1].ExchangeAsync();
        Assert.True(await nodes[1].EnterAsync("p", 1));
        Assert.False(nodes[0].Counters.TryEnter("p", 1).Taken);
    }

    /// <summary>
    /// Nodes with clocks of their own take, give back, beat, lose answers, are cut off, die and start again, in any order. An independent count of what was
    /// admitted never passes a limit, in no window and at no moment.
    /// </summary>
    [Fact]
    public async Task AnyOrder_OfAnything_NeverPassesALimit() => await Gen.Select(Gen.Int[2, 4], Gen.Select(Gen.Int[0, 11], Gen.Int[0, 3], Gen.Int[0, 1], Gen.Int[1, 7]).Array[40, 160]).SampleAsync(
        async (count, steps) =>
        {
            await using var test = await TestDatabase.CreateAsync(DatabaseProvider.Sqlite, _time);
            var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));
            var store = new NodeStore(test.Database, new DatabaseClock(DatabaseProvider.Sqlite, time));
            var nodes = Enumerable.Range(0, count).Select(i => new CountingNode($"n{i}", store, new SkewedTime(time, TimeSpan.FromSeconds((i * 7) - 5)))).ToList();
            var admitted = new Dictionary<string, long>();
            var history = new List<string>();
            foreach (var (what, who, key, size) in steps)
            {
                history.Add($"{time.GetUtcNow():mm:ss.f} n{who % count} does {what} on k{key} by {size}");
                await StepAsync(nodes[who % count], time, admitted, what, $"k{key}", size);
                var running = nodes.SelectMany(n => n.Running).GroupBy(r => r.Key).Where(g => g.Sum(r => r.Value) > MostRunning).Select(g => g.Key);
                var passed = admitted.Where(a => a.Value > MostTaken).Select(a => $"{a.Key}: {a.Value}").Concat(running).ToList();
                Assert.True(passed.Count == 0, $"{string.Join(", ", passed)} after\n{string.Join('\n', history)}");
            }
        },
        iter: 300,
        threads: 1);

    private const long MostTaken = 17;
    private const int MostRunning = 3;

    private static async Task StepAsync(CountingNode node, FakeTimeProvider time, Dictionary<string, long> admitted, int what, string key, int size)
    {
        switch (what)
        {
            case 0 or 1 or 2 or 3:
                if (await node.TakeAsync(key, size, MostTaken, Window) is (true, var window))
                {
                    var at = $"{key}|{window.From.ToUnixTimeSeconds()}";
                    admitted[at] = admitted.GetValueOrDefault(at) + size;
                    if (size == 7)
                    {
                        // Less was used than was thought.
                        node.Counters.Add(at, -3, window);
                        admitted[at] -= 3;
                    }
                }

                break;
            case 4 or 5:
                await node.EnterAsync(key, MostRunning);
                break;
            case 6:
                node.Leave(key);
                break;
            case 7:
                await node.ExchangeAsync();
                break;
            case 8:
                node.Way.LosesAnswers = !node.Way.LosesAnswers;
                break;
            case 9:
                node.Way.IsCut = !node.Way.IsCut;
                break;
            case 10:
                time.Advance(TimeSpan.FromSeconds(size * size * 0.7));
                break;
            default:
                if (size < 3)
                {
                    node.Start();
                }
                else
                {
                    await node.ExchangeAsync();
                }

                break;
        }
    }

    private async Task<CountingNode> JoinAsync(string id)
    {
        var node = new CountingNode(id, _store, _time);
        await node.ExchangeAsync();
        return node;
    }

    private async Task<CountingNode> JoinAloneAsync(string id)
    {
        var node = await JoinAsync(id);
        node.Counters.BeAlone((await _store.AloneAsync(id, node.Pulse.Epoch, TestContext.Current.CancellationToken))!);
        return node;
    }

    private async Task<List<CountingNode>> JoinAllAsync(int count)
    {
        var nodes = new List<CountingNode>();
        for (var i = 0; i < count; i++)
        {
            nodes.Add(await JoinAsync($"n{i}"));
        }

        await BeatAsync(nodes, 2);
        return nodes;
    }

    private async Task BeatAsync(List<CountingNode> nodes, int times, bool advance = true)
    {
        for (var i = 0; i < times; i++)
        {
            foreach (var node in nodes)
            {
                await node.ExchangeAsync();
            }

            _time.Advance(advance ? TimeSpan.FromSeconds(2) : TimeSpan.Zero);
        }
    }
}
