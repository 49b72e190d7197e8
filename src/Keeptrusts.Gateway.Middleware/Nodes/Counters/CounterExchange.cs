namespace Keeptrusts.Gateway.Middleware.Nodes.Counters;

/// <summary>Turns shares into claims, and grants into shares.</summary>
internal sealed class CounterExchange(LeasedCounters counters, TimeProvider time)
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongIdle = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(100);

    // A window is forgotten late: where the database's clock is set back a little, its counter must still be there.
    private static readonly TimeSpan Linger = TimeSpan.FromMinutes(1);

    /// <summary>What is asked for one share.</summary>
    public sealed record Asked(Share Share, CounterClaim Claim, TaskCompletionSource? Refill);

    /// <summary>The claims that callers wait for; with <paramref name="everything"/> also all that the database does not know yet, and what is given back.</summary>
    public List<Asked> Collect(bool everything)
    {
        var asked = new List<Asked>();
        var wanted = counters.TakeWanted();
        if (!everything)
        {
            foreach (var share in wanted.Distinct())
            {
                lock (share)
                {
                    Add(asked, share);
                }
            }

            return asked;
        }

        // Each share once: what is wanted is among them all.
        var now = counters.Now;
        foreach (var share in counters.Shares)
        {
            lock (share)
            {
                var isOver = share.Window is { } window && window.Ends + Linger <= now;
                GiveBack(share);
                if (!isOver && (share.Refill is not null || Math.Max(share.Held, share.Used) != share.Known))
                {
                    Add(asked, share);
                }
                else if (isOver || share is { Held: 0, Used: 0, Known: 0 })
                {
                    counters.Forget(share);
                }
            }
        }

        return asked;
    }

    /// <summary>Takes over what was granted.</summary>
    public void Apply(List<Asked> asked, IReadOnlyList<CounterGrant> grants)
    {
        for (var i = 0; i < asked.Count; i++)
        {
            var (share, claim, refill) = asked[i];
            lock (share)
            {
                var grant = grants[i];
                share.Known = claim.Keep + grant.More;
                share.Others = grant.Others;
                if (share.Limit == claim.Limit)
                {
                    share.Held += grant.More;
                    share.LastMore = grant.More > 0 ? grant.More : share.LastMore;
                }

                if (grant.More < claim.Need)
                {
                    share.AskAgainAt = time.GetTimestamp() + (long)(AskAgainAfter.TotalSeconds * time.TimestampFrequency);
                }
            }

            refill?.TrySetResult();
        }
    }

    /// <summary>Nothing came of it: nobody waits any longer.</summary>
    public static void Fail(List<Asked> asked)
    {
        foreach (var one in asked)
        {
            lock (one.Share)
            {
                // Whether the database has it is not known, so it is told again.
                one.Share.Known = -1;
            }

            one.Refill?.TrySetResult();
        }
    }

    /// <summary>The session has ended, and with it what was held; what is used and what runs is told to the next.</summary>
    public void StartOver()
    {
        foreach (var share in counters.Shares)
        {
            lock (share)
            {
                (share.Held, share.Known, share.LastMore) = (Math.Min(share.Held, share.Used), 0, 0);
            }
        }
    }

    /// <summary>Nothing is used any more: of each share only what was used is kept, and told.</summary>
    public void GiveBackAll()
    {
        foreach (var share in counters.Shares)
        {
            lock (share)
            {
                (share.Held, share.LastMore) = (share.Used, 0);
            }
        }
    }

    private static void Add(List<Asked> asked, Share share)
    {
        if (share.IsForgotten)
        {
            return;
        }

        share.Held = Math.Max(share.Held, share.Used);
        asked.Add(new(share, new(share.Key, share.Limit, share.Held, share.Need, share.Window?.From, share.Window?.Ends), share.Refill));
        (share.Need, share.Refill) = (0, null);
    }

    // Alone, nobody needs it. One place stays for a while where there are many, so that the next call need not ask.
    private void GiveBack(Share share)
    {
        var idle = time.GetElapsedTime(share.UsedAt);
        if (share.Need == 0 && counters.Heard.Nodes > 1 && idle >= Idle && share.Held > share.Used)
        {
            var stays = share.Window is null && share.Limit >= 4L * counters.Heard.Nodes && idle < LongIdle ? 1 : 0;
            share.Held = Math.Min(share.Held, Math.Max(share.Used, stays));
            share.LastMore = 0;
        }
    }
}
