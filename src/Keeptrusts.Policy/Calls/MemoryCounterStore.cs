using System.Collections.Concurrent;
using System.Globalization;

namespace Keeptrusts.Policy.Calls;

/// <summary>
/// Counters of one process. Forgets a window when it has passed, and keeps at most <see cref="MostCounters"/>: members beyond that share one counter per
/// limit and window, so that a flood of members fills no memory and is still limited.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class MemoryCounterStore(TimeProvider time) : ICounterStore
{
    /// <summary>Most counters kept at a time.</summary>
    public const int MostCounters = 100_000;

    private const int SweepEvery = 4096;

    private readonly ConcurrentDictionary<string, Counter> _windows = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _running = new(StringComparer.Ordinal);
    private int _count;
    private int _calls;
    private long _sweptAt;

    /// <summary>Counters kept now, windows and places together.</summary>
    public int Count => Volatile.Read(ref _count) + _running.Count;

    /// <inheritdoc/>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <inheritdoc/>
    public CounterState TryAdd(string key, long amount, long limit, CounterWindow window)
    {
        var now = time.GetUtcNow();
        Sweep(now);
        while (true)
        {
            var counter = Find(key, window, limit);
            lock (counter)
            {
                if (counter.IsForgotten)
                {
                    continue;
                }

                var resetsIn = counter.Turn(now, window);
                var taken = amount > 0 ? counter.Used <= limit - amount : counter.Used < limit;
                counter.Used += taken ? amount : 0;
                return new CounterState(taken, Math.Max(0, limit - counter.Used), resetsIn);
            }
        }
    }

    /// <inheritdoc/>
    public void Add(string key, long amount, CounterWindow window)
    {
        var now = time.GetUtcNow();
        while (_windows.TryGetValue(key, out var counter))
        {
            lock (counter)
            {
                if (!counter.IsForgotten)
                {
                    counter.Turn(now, window);
                    counter.Used = Math.Max(0, counter.Used + amount);
                    return;
                }
            }
        }

        if (amount > 0)
        {
            TryAdd(key, amount, long.MaxValue, window);
        }
    }

    /// <inheritdoc/>
    public CounterState TryEnter(string key, int limit)
    {
        while (true)
        {
            var running = _running.GetValueOrDefault(key);
            if (running >= limit)
            {
                return new(false, 0, default);
            }

            if (running == 0 ? _running.TryAdd(key, 1) : _running.TryUpdate(key, running + 1, running))
            {
                return new(true, limit - running - 1, default);
            }
        }
    }

    /// <inheritdoc/>
    public void Exit(string key)
    {
        while (_running.TryGetValue(key, out var running))
        {
            if (running > 1 ? _running.TryUpdate(key, running - 1, running) : _running.TryRemove(new(key, running)))
            {
                return;
            }
        }
    }

    private Counter Find(string key, CounterWindow window, long limit)
    {
        if (_windows.TryGetValue(key, out var known))
        {
            return known;
        }

        if (Volatile.Read(ref _count) >= MostCounters)
        {
            key = string.Create(CultureInfo.InvariantCulture, $"others|{limit}|{window.Length.Ticks}");
        }

        var made = new Counter();
        var kept = _windows.GetOrAdd(key, made);
        if (kept == made)
        {
            Interlocked.Increment(ref _count);
        }

        return kept;
    }

    // Members come and go; a counter whose window has passed says nothing. A full store looks once a second at most.
    private void Sweep(DateTimeOffset now)
    {
        var isTurn = Interlocked.Increment(ref _calls) % SweepEvery == 0;
        var swept = Volatile.Read(ref _sweptAt);
        var isFull = Volatile.Read(ref _count) >= MostCounters && now.UtcTicks - swept >= TimeSpan.TicksPerSecond;
        if ((!isTurn && !isFull) || Interlocked.CompareExchange(ref _sweptAt, now.UtcTicks, swept) != swept)
        {
            return;
        }

        foreach (var (key, counter) in _windows)
        {
            lock (counter)
            {
                if (counter.Ends <= now && !counter.IsForgotten && _windows.TryRemove(new(key, counter)))
                {
                    counter.IsForgotten = true;
                    Interlocked.Decrement(ref _count);
                }
            }
        }
    }

    private sealed class Counter
    {
        public long Used { get; set; }

        public DateTimeOffset Ends { get; private set; } = DateTimeOffset.MaxValue;

        /// <summary>Whether the store has dropped it; who still holds it looks for its successor.</summary>
        public bool IsForgotten { get; set; }

        public TimeSpan Turn(DateTimeOffset now, CounterWindow window)
        {
            if (now >= Ends || Ends == DateTimeOffset.MaxValue)
            {
                Used = 0;
                Ends = window.Ends;
            }

            return Ends > now ? Ends - now : TimeSpan.Zero;
        }
    }
}
