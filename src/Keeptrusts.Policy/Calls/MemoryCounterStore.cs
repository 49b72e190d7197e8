using System.Collections.Concurrent;

namespace Keeptrusts.Policy.Calls;

/// <summary>Counters of one process. Forgets a window when it has passed.</summary>
/// <param name="time">The clock.</param>
public sealed class MemoryCounterStore(TimeProvider time) : ICounterStore
{
    private const int SweepEvery = 4096;

    private readonly ConcurrentDictionary<string, Counter> _windows = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _running = new(StringComparer.Ordinal);
    private int _calls;

    /// <inheritdoc/>
    public CounterState TryAdd(string key, long amount, long limit, TimeSpan window)
    {
        Sweep();
        var counter = _windows.GetOrAdd(key, static _ => new Counter());
        lock (counter)
        {
            var resetsIn = counter.Turn(time.GetUtcNow(), window);
            var taken = counter.Used + amount <= limit && (amount > 0 || counter.Used < limit);
            counter.Used += taken ? amount : 0;
            return new CounterState(taken, Math.Max(0, limit - counter.Used), resetsIn);
        }
    }

    /// <inheritdoc/>
    public void Add(string key, long amount, TimeSpan window)
    {
        var counter = _windows.GetOrAdd(key, static _ => new Counter());
        lock (counter)
        {
            counter.Turn(time.GetUtcNow(), window);
            counter.Used = Math.Max(0, counter.Used + amount);
        }
    }

    /// <inheritdoc/>
    public bool TryEnter(string key, int limit)
    {
        var running = _running.AddOrUpdate(key, 1, static (_, count) => count + 1);
        if (running <= limit)
        {
            return true;
        }

        Exit(key);
        return false;
    }

    /// <inheritdoc/>
    public void Exit(string key) => _running.AddOrUpdate(key, 0, static (_, count) => Math.Max(0, count - 1));

    // Members come and go; a counter whose window has passed says nothing.
    private void Sweep()
    {
        if (Interlocked.Increment(ref _calls) % SweepEvery != 0)
        {
            return;
        }

        var now = time.GetUtcNow();
        foreach (var (key, counter) in _windows)
        {
            lock (counter)
            {
                if (counter.Ends < now)
                {
                    _windows.TryRemove(new(key, counter));
                }
            }
        }
    }

    private sealed class Counter
    {
        public long Used { get; set; }

        public DateTimeOffset Ends { get; private set; }

        public TimeSpan Turn(DateTimeOffset now, TimeSpan window)
        {
            if (now >= Ends)
            {
                Used = 0;
                Ends = new DateTimeOffset(now.UtcTicks - (now.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) % window.Ticks + window.Ticks, TimeSpan.Zero);
            }

            return Ends - now;
        }
    }
}
