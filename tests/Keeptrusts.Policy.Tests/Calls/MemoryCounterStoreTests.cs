using Keeptrusts.Policy.Calls;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Policy.Tests.Calls;

public sealed class MemoryCounterStoreTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 12, 0, 15, TimeSpan.Zero));
    private readonly MemoryCounterStore _store;

    public MemoryCounterStoreTests() => _store = new MemoryCounterStore(_time);

    private CounterWindow Minute => CounterWindow.At(_time.GetUtcNow(), TimeSpan.FromMinutes(1));

    [Fact]
    public void TryAdd_Limit_IsNeverPassed()
    {
        Assert.Equal(new CounterState(true, 4, TimeSpan.FromSeconds(45)), _store.TryAdd("a", 6, 10, Minute));
        Assert.Equal(new CounterState(false, 4, TimeSpan.FromSeconds(45)), _store.TryAdd("a", 5, 10, Minute));
        Assert.Equal(new CounterState(true, 0, TimeSpan.FromSeconds(45)), _store.TryAdd("a", 4, 10, Minute));
        Assert.False(_store.TryAdd("a", 0, 10, Minute).Taken);
        Assert.False(_store.TryAdd("b", long.MaxValue, 10, Minute).Taken);
    }

    [Fact]
    public void TryAdd_NextWindow_BeginsAnew()
    {
        _store.TryAdd("a", 10, 10, Minute);
        _time.Advance(TimeSpan.FromSeconds(44));
        Assert.False(_store.TryAdd("a", 1, 10, Minute).Taken);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(new CounterState(true, 9, TimeSpan.FromMinutes(1)), _store.TryAdd("a", 1, 10, Minute));
    }

    [Fact]
    public void Add_Negative_GivesBackAndNoMore()
    {
        _store.TryAdd("a", 5, 10, Minute);
        _store.Add("a", -3, Minute);
        Assert.Equal(7, _store.TryAdd("a", 1, 10, Minute).Remaining);
        _store.Add("a", -100, Minute);
        Assert.Equal(9, _store.TryAdd("a", 1, 10, Minute).Remaining);
        _store.Add("never seen", -1, Minute);
        Assert.Equal(9, _store.TryAdd("never seen", 1, 10, Minute).Remaining);
    }

    [Fact]
    public void Add_BeyondTheLimit_Counts()
    {
        _store.TryAdd("a", 1, 10, Minute);
        _store.Add("a", 50, Minute);
        Assert.Equal(new CounterState(false, 0, TimeSpan.FromSeconds(45)), _store.TryAdd("a", 0, 10, Minute));
    }

    [Fact]
    public void Exit_LastPlace_ForgetsTheCounter()
    {
        Assert.True(_store.TryEnter("a", 2).Taken);
        Assert.True(_store.TryEnter("a", 2).Taken);
        Assert.False(_store.TryEnter("a", 2).Taken);
        Assert.Equal(1, _store.Count);
        _store.Exit("a");
        Assert.True(_store.TryEnter("a", 2).Taken);
        _store.Exit("a");
        _store.Exit("a");
        _store.Exit("a");
        Assert.Equal(0, _store.Count);
        Assert.False(_store.TryEnter("a", 0).Taken);
    }

    [Fact]
    public void TryAdd_ManyMembers_KeepsABoundedNumberAndLimitsTheRest()
    {
        for (var i = 0; i < MemoryCounterStore.MostCounters; i++)
        {
            Assert.True(_store.TryAdd($"member {i}", 1, 2, Minute).Taken);
        }

        Assert.True(_store.TryAdd("late 1", 1, 2, Minute).Taken);
        Assert.True(_store.TryAdd("late 2", 1, 2, Minute).Taken);
        Assert.False(_store.TryAdd("late 3", 1, 2, Minute).Taken);
        Assert.InRange(_store.Count, MemoryCounterStore.MostCounters, MemoryCounterStore.MostCounters + 1);

        // Members who were there before keep their own, and a passed window makes room.
        Assert.True(_store.TryAdd("member 7", 1, 2, Minute).Taken);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(_store.TryAdd("late 3", 1, 2, Minute).Taken);
        Assert.Equal(1, _store.Count);
    }

    [Fact]
    public async Task TryAdd_ManyThreads_NeverAdmitsTooMany()
    {
        const int limit = 5_000;
        var admitted = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 4_000; i++)
            {
                // Passing windows of others make the store forget counters meanwhile.
                _store.TryAdd($"other {thread} {i}", 1, 1, CounterWindow.At(_store.Now, TimeSpan.FromTicks(1)));
                if (_store.TryAdd("a", 1, limit, CounterWindow.At(_store.Now, TimeSpan.FromDays(10_000))).Taken)
                {
                    Interlocked.Increment(ref admitted);
                }

                _time.Advance(TimeSpan.FromTicks(1));
            }
        })));
        Assert.Equal(limit, admitted);
    }

    [Fact]
    public async Task TryEnter_ManyThreads_NeverAdmitsTooMany()
    {
        const int limit = 3;
        var (inside, most, entered) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                if (!_store.TryEnter("a", limit).Taken)
                {
                    continue;
                }

                var now = Interlocked.Increment(ref inside);
                Interlocked.Increment(ref entered);
                int seen;
                while (now > (seen = Volatile.Read(ref most)))
                {
                    Interlocked.CompareExchange(ref most, now, seen);
                }

                Interlocked.Decrement(ref inside);
                _store.Exit("a");
            }
        })));
        Assert.InRange(most, 1, limit);
        Assert.True(entered > 0);
        Assert.Equal(0, _store.Count);
    }
}
