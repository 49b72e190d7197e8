using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <content>What the authority is told, and what it says.</content>
internal sealed partial class BudgetLedger
{
    private readonly List<EarlierEpoch> _earlier = [];
    private List<BudgetPool> _pools = [];
    private BudgetEpoch _epoch;

    // Epochs whose line is on its way to the journal: a segment that begins before they are in force has to name them, too.
    private readonly List<string> _begun = [];
    private volatile LedgerClock? _clock;

    /// <summary>Now, by the authority's clock where there is one.</summary>
    public DateTimeOffset Now => _clock?.Now(_time) ?? _time.GetUtcNow();

    /// <summary>Epochs that are over and whose calls have ended.</summary>
    public IReadOnlyList<EarlierEpoch> Ended()
    {
        lock (_gate)
        {
            return _earlier.Count == 0 ? [] : [.. _earlier.Where(epoch => epoch.Ended)];
        }
    }

    /// <summary>What calls that wait for room make this node ask.</summary>
    public LeaseDraft Draft(IReadOnlyCollection<LeaseWish> wishes, int patienceMs = 0)
    {
        lock (_gate)
        {
            var wanted = wishes.GroupBy(wish => Pool(wish.Account, wish.Cap)).ToDictionary(group => group.Key, group => group.Select(wish => wish.Nano).ToList());
            var draft = new DraftBuilder();
            foreach (var (pool, amounts) in wanted)
            {
                if (pool.Epoch != _epoch)
                {
                    continue;
                }

                // The smallest is worth having; what all of them need spares them asking one by one.
                var (need, want) = (amounts.Min() - pool.Room, amounts.Aggregate(0L, Add) - pool.Room);
                var asks = pool.Cap is not null && need > 0;
                draft.Add(pool, 0, asks ? Add(pool.Granted, need) : 0, asks ? Add(pool.Granted, want) : 0);

                // Room under another cap of the same budget is in the way of this one.
                foreach (var sibling in pool.Account.Pools.Where(sibling => !wanted.ContainsKey(sibling)))
                {
                    draft.Add(sibling, sibling.ReturnIdle());
                }
            }

            return draft.Build(_epoch, patienceMs);
        }
    }

    /// <summary>What is to be told without being asked.</summary>
    /// <param name="which">Whose idle room goes back.</param>
    /// <param name="recall">Number of the recall that this answers; 0 = none.</param>
    /// <returns><see langword="null"/> when the authority knows everything and has given nothing.</returns>
    public LeaseDraft? Draft(Func<BudgetPool, bool> which, long recall = 0)
    {
        lock (_gate)
        {
            var draft = new DraftBuilder();
            foreach (var pool in _pools)
            {
                var chosen = which(pool);
                var returned = chosen ? pool.ReturnIdle() : 0;
                pool.Recall = chosen ? Math.Max(pool.Recall, recall) : pool.Recall;
                if (pool.Denied)
                {
                    pool.VoidWishes();
                }

                if (pool.Outstanding > 0 || pool.Changed)
                {
                    draft.Add(pool, returned);
                }

                pool.Used = false;
            }

            _pools.RemoveAll(Forgettable);
            return draft.IsEmpty ? null : draft.Build(_epoch, 0);
        }
    }

    /// <summary>The last word of an epoch.</summary>
    public LeaseDraft Close(EarlierEpoch epoch)
    {
        lock (_gate)
        {
            var draft = new DraftBuilder { Closing = true };
            foreach (var pool in epoch.Pools.Values)
            {
                draft.Add(pool, 0);
            }

            return draft.Build(epoch.Epoch, 0);
        }
    }

    /// <summary>
    /// Makes the ends durable whose room a draft gives back; only then may it be sent. Otherwise a crash would find the holds open, and count room as
    /// spent that others have spent again.
    /// </summary>
    /// <exception cref="IOException">The journal cannot be written; the draft is void.</exception>
    public async Task PersistEndsAsync(LeaseDraft draft)
    {
        var settled = Unwritten(out var ends);
        if (ends.IsEmpty)
        {
            return;
        }

        try
        {
            await _journal.AppendAsync(new JournalEntry(ends, false)).ConfigureAwait(false);
            Forget(settled);
        }
        catch (IOException)
        {
            lock (_gate)
            {
                for (var i = 0; i < draft.Pools.Count; i++)
                {
                    draft.Pools[i].Returned -= draft.Returns[i];
                }
            }

            throw;
        }
    }

    /// <summary>Takes an answer in.</summary>
    /// <param name="draft">What was asked.</param>
    /// <param name="reply">The answer.</param>
    /// <param name="sent">When it was asked, by the monotonic clock.</param>
    public void Apply(LeaseDraft draft, LeaseReply reply, long sent)
    {
        _clock = new(reply.Now, _time.GetTimestamp());
        draft.Epoch.Renew(sent + (reply.ValidForSeconds * _time.TimestampFrequency));
        lock (_gate)
        {
            for (var i = 0; i < reply.Pools.Count; i++)
            {
                var (pool, report, grant) = (draft.Pools[i], draft.Request.Pools[i], reply.Pools[i]);
                pool.Granted = Math.Max(pool.Granted, grant.Granted);
                pool.Recall = pool.Told is null ? Math.Max(pool.Recall, grant.Recall) : pool.Recall; // Earlier than this pool.
                pool.Told = report;
                pool.Unsure &= report.Sequence != pool.Void;
                pool.Denied |= grant.Granted < report.NeedGranted;
                pool.Account.Known = grant;
                pool.Account.Overrun = pool.Account.Pools.Sum(each => each.Overrun - (each.Told?.Overrun ?? 0));
            }
        }
    }

    /// <summary>Nobody knows whether the authority heard a draft.</summary>
    public void Lose(LeaseDraft draft)
    {
        lock (_gate)
        {
            for (var i = 0; i < draft.Pools.Count; i++)
            {
                if (draft.Request.Pools[i].NeedGranted > 0)
                {
                    draft.Pools[i].VoidWishes();
                }
            }
        }
    }

    /// <summary>The authority ended an epoch: what is held from it ends with it, new holds need another.</summary>
    /// <exception cref="IOException">The journal cannot be written; nothing has changed.</exception>
    public async Task BeginEpochAsync(BudgetEpoch over)
    {
        over.End();
        var next = new BudgetEpoch(Ids.New("epoch_", _time.GetUtcNow()));
        lock (_gate)
        {
            _begun.Add(next.Id!);
        }

        try
        {
            await _journal.AppendAsync(EpochLine("epoch", next.Id!)).ConfigureAwait(false);
            Begin(next, over);
        }
        finally
        {
            lock (_gate)
            {
                _begun.Remove(next.Id!);
            }
        }
    }

    /// <summary>The authority has all of an epoch; its money need not be remembered here.</summary>
    public async Task ForgetAsync(EarlierEpoch epoch)
    {
        await _journal.AppendAsync(EpochLine("closed", epoch.Epoch.Id!)).ConfigureAwait(false);
        lock (_gate)
        {
            _earlier.Remove(epoch);
        }
    }

    private void Begin(BudgetEpoch next, BudgetEpoch over)
    {
        lock (_gate)
        {
            if (_epoch != over)
            {
                return;
            }

            var earlier = new EarlierEpoch(over);
            foreach (var pool in _pools)
            {
                earlier.Pools[(pool.Account.Key, pool.Cap)] = pool;
                pool.Account.Pools.Clear();
            }

            _earlier.Add(earlier);
            (_pools, _epoch) = ([], next);
        }
    }

    private static long Add(long left, long right) => left > long.MaxValue - right ? long.MaxValue : left + right;

    // Its window is over, nothing of it runs, and the authority has all of it.
    private bool Forgettable(BudgetPool pool) =>
        !pool.Changed && pool.Outstanding == 0 && pool.Reserved == 0 && Window.End(pool.Account.Window, pool.Account.From) is { } end && end < Now.AddMinutes(-1);

    /// <summary>Gathers a request.</summary>
    private sealed class DraftBuilder
    {
        private readonly List<BudgetPool> _drafted = [];
        private readonly List<PoolReport> _reports = [];
        private readonly List<long> _returns = [];

        public bool Closing { get; init; }

        public bool IsEmpty => _drafted.Count == 0;

        public void Add(BudgetPool pool, long returned, long need = 0, long want = 0)
        {
            _drafted.Add(pool);
            _returns.Add(returned);
            _reports.Add(pool.Report(need, want));
        }

        public LeaseDraft Build(BudgetEpoch epoch, int patienceMs) =>
            new(epoch, new() { Epoch = epoch.Id!, Node = "", Closing = Closing, PatienceMs = patienceMs, Pools = _reports }, _drafted, _returns);
    }
}
