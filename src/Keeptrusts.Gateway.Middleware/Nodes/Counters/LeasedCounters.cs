using System.Collections.Concurrent;
using System.Globalization;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Gateway.Middleware.Nodes.Counters;

/// <summary>
/// Counters that several gateways share. Each holds a share of every limit that its callers meet and uses it without asking; more is asked for before it is
/// used up, and what lies idle goes back. While the database cannot be reached, a window that begins then has the standing share, which is kept for this node.
/// A gateway that knows itself alone counts in memory, and refuses nobody because of the database.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class LeasedCounters(TimeProvider time) : ICounterStore
{
    /// <summary>Most shares of windows kept at a time; members beyond that have one together for each limit.</summary>
    public const int MostShares = 100_000;

    private readonly ConcurrentDictionary<string, Share> _shares = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Share> _wanted = new();
    private readonly Lock _joining = new();
    private volatile NodeStanding _standing = NodeStanding.None;
    private volatile IReadOnlyDictionary<string, long>? _earlier;
    private bool _hasJoined;

    /// <summary>All shares, for the exchange.</summary>
    public IEnumerable<Share> Shares => _shares.Values;

    /// <summary>What was heard last.</summary>
    public NodeStanding Heard => _standing;

    /// <summary>Whether the last exchange failed: then nobody waits for the next.</summary>
    public bool IsAway { get; set; }

    /// <summary>Called when a share is wanted.</summary>
    public Action Wake { get; set; } = static () => { };

    // By the machine's steady clock since the last that was heard: whoever sets its wall clock changes no window.
    public DateTimeOffset Now => _standing is { Timestamp: > 0 } heard ? heard.HeardAt + time.GetElapsedTime(heard.Timestamp) : time.GetUtcNow();

    public CounterState TryAdd(string key, long amount, long limit, CounterWindow window)
    {
        while (true)
        {
            var share = Find(key, limit, window);
            lock (share)
            {
                if (!share.IsForgotten)
                {
                    return Take(share, amount, limit);
                }
            }
        }
    }

    public void Add(string key, long amount, CounterWindow window)
    {
        while (true)
        {
            // What turns out to be used later is nobody's to refuse; a window that is gone has no use for it.
            if (amount > 0 && window.Ends > Now ? Find(key, 0, window) is not { } share : !_shares.TryGetValue(key, out share!))
            {
                return;
            }

            lock (share)
            {
                if (!share.IsForgotten)
                {
                    share.Used = Math.Max(0, share.Used + amount);
                    share.UsedAt = time.GetTimestamp();
                    return;
                }
            }
        }
    }

    public CounterState TryEnter(string key, int limit)
    {
        while (true)
        {
            var share = _shares.GetOrAdd(key, static (name, _) => new Share(name, null), 0);
            lock (share)
            {
                if (!share.IsForgotten)
                {
                    return Take(share, 1, limit);
                }
            }
        }
    }

    public void Exit(string key)
    {
        if (_shares.TryGetValue(key, out var share))
        {
            lock (share)
            {
                share.Used = Math.Max(0, share.Used - 1);
                share.UsedAt = time.GetTimestamp();
            }
        }
    }

    /// <summary>The shares that callers or the future want more of.</summary>
    public IReadOnlyList<Share> TakeWanted()
    {
        var wanted = new List<Share>();
        while (_wanted.TryDequeue(out var share))
        {
            wanted.Add(share);
        }

        return wanted;
    }

    /// <summary>Takes over what was heard. From here on the standing share counts from the new time.</summary>
    public void Hear(NodeStanding standing) => _standing = standing;

    /// <summary>Nobody else uses these limits until <see cref="Join"/>.</summary>
    /// <param name="earlier">What is used of them by now, by counter.</param>
    public void BeAlone(IReadOnlyDictionary<string, long> earlier)
    {
        lock (_joining)
        {
            // Somebody may have come in meanwhile.
            _earlier = _hasJoined ? null : earlier;
        }
    }

    /// <summary>Others will use these limits. They may once the next exchange has told them what is used.</summary>
    public void Join()
    {
        lock (_joining)
        {
            (_hasJoined, _earlier) = (true, null);
        }
    }

    /// <summary>Drops a share that says nothing any more. The caller holds its lock.</summary>
    public void Forget(Share share)
    {
        share.IsForgotten = true;
        share.Refill?.TrySetResult();
        _shares.TryRemove(new(share.Key, share));
    }

    private CounterState Take(Share share, long amount, long limit)
    {
        if (share.Limit != limit)
        {
            // What was given under one limit is not good under another; only what is used stays.
            (share.Limit, share.Held, share.AskAgainAt) = (limit, Math.Min(share.Held, share.Used), 0);
        }

        var resetsIn = share.Window is { } window && window.Ends - Now is { Ticks: > 0 } left ? left : TimeSpan.Zero;
        var earlier = _earlier;
        var others = earlier?.GetValueOrDefault(share.Key) ?? share.Others;
        var usable = earlier is null ? Usable(share) : limit - others;
        if (amount > 0 ? share.Used <= usable - amount : share.Used < usable)
        {
            share.Used += amount;
            share.UsedAt = time.GetTimestamp();
            if (earlier is null && share.Held - share.Used <= share.LastMore / 4 && share.Held + others < limit)
            {
                // Before it is used up, so that nobody waits.
                Want(share, 1);
            }

            return new(true, Math.Max(0, limit - others - share.Used), resetsIn);
        }

        var isAllHere = earlier is not null || (_standing.Nodes == 1 && share.Held + others >= limit);
        var refill = amount > limit || isAllHere ? null : Want(share, Math.Max(1, amount));
        return new(false, Math.Max(0, limit - others - share.Used), resetsIn) { Refill = refill };
    }

    private long Usable(Share share)
    {
        var heard = _standing;
        var isFenced = time.GetElapsedTime(heard.Timestamp) > NodeTimes.Fence - NodeTimes.Margin;
        return share.Window is { } window
            ? window.From >= heard.HeardAt + NodeTimes.Silence && !isFenced ? Math.Max(share.Held, Standing.Of(share.Limit, heard.Millionths)) : share.Held
            : isFenced ? 0 : share.Held;
    }

    private Task? Want(Share share, long need)
    {
        if (IsAway || time.GetTimestamp() < share.AskAgainAt)
        {
            return null;
        }

        share.Need += need;
        if (share.Refill is null)
        {
            share.Refill = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _wanted.Enqueue(share);
            Wake();
        }

        return share.Refill.Task;
    }

    private Share Find(string key, long limit, CounterWindow window)
    {
        if (_shares.TryGetValue(key, out var known))
        {
            return known;
        }

        if (_shares.Count >= MostShares)
        {
            key = string.Create(CultureInfo.InvariantCulture, $"others|{limit}|{window.Length.TotalSeconds}|{window.From.ToUnixTimeSeconds()}");
        }

        return _shares.GetOrAdd(key, static (name, its) => new Share(name, its), window);
    }
}
