using System.Buffers;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>
/// The budgets of one node. Invariant: a hold is taken only from room that the cap, or the authority's grant, leaves; each hold is settled exactly once,
/// after a crash at its full bound. A hold is in the journal before its call is sent; the lock guards a few additions and no I/O.
/// </summary>
internal sealed partial class BudgetLedger
{
    private readonly Lock _gate = new();
    private readonly Journal _journal;
    private readonly TimeProvider _time;
    private readonly Dictionary<(BudgetScope Scope, string Id, BudgetWindow Window), BudgetAccount> _accounts = [];
    private readonly Dictionary<string, OpenHold> _open = new(StringComparer.Ordinal);

    // Ends that may not be in the journal yet: a hold that uses their room must not get there before them, nor may that room be returned.
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _unwritten = new(StringComparer.Ordinal);

    /// <param name="journal">Where holds and their ends are durable.</param>
    /// <param name="time">The clocks.</param>
    /// <param name="leased">Whether room comes from an authority; otherwise all that a cap leaves is this node's.</param>
    public BudgetLedger(Journal journal, TimeProvider? time = null, bool leased = false)
    {
        (_journal, _time, Leased) = (journal, time ?? TimeProvider.System, leased);
        _epoch = new(null);
        Recover();
    }

    /// <summary>Whether room comes from an authority.</summary>
    public bool Leased { get; }

    /// <summary>The account of a budget in the window that now is.</summary>
    public BudgetAccount Account(BudgetScope scope, string id, BudgetWindow window, DateTimeOffset now)
    {
        var from = Window.Begin(window, now);
        lock (_gate)
        {
            if (!_accounts.TryGetValue((scope, id, window), out var account) || account.From < from)
            {
                _accounts[(scope, id, window)] = account = new(scope, id, window, from);
            }

            return account;
        }
    }

    /// <summary>Takes the amount from every account, or from none.</summary>
    /// <param name="id">The hold's id.</param>
    /// <param name="nano">The amount.</param>
    /// <param name="caps">The accounts with their hard caps in nano-dollars, if they have one; each account once.</param>
    /// <returns>Index of the first account that has no room; -1 when all is taken.</returns>
    public int TryReserve(string id, long nano, IReadOnlyList<(BudgetAccount Account, long? Cap)> caps)
    {
        var pools = new BudgetPool[caps.Count];
        lock (_gate)
        {
            var maySpend = !Leased || _epoch.MaySpend(_time.GetTimestamp());
            var capped = false;
            for (var i = 0; i < pools.Length; i++)
            {
                var pool = pools[i] = Pool(caps[i].Account, caps[i].Cap);
                if (pool.Cap is not null && (nano > pool.Room || !maySpend || pool.Account.Blocked))
                {
                    pool.Used = true;
                    return i;
                }

                capped |= pool.Cap is not null;
            }

            foreach (var pool in pools)
            {
                pool.Reserved += nano;
                pool.Account.Reserved += nano;
                pool.Used = true;
            }

            _open[id] = new(nano, capped, pools);
            return -1;
        }
    }

    /// <summary>Makes a hold durable; only then may the call be sent.</summary>
    /// <exception cref="IOException">The journal cannot be written; the hold is void.</exception>
    public async ValueTask PersistAsync(string id)
    {
        var line = HoldLine(id);
        var settled = Unwritten(out var ends);
        try
        {
            await (ends.IsEmpty ? _journal.AppendAsync(new(line, false)) : _journal.AppendAsync(new(ends, false), new(line, false))).ConfigureAwait(false);
        }
        catch (IOException)
        {
            Settle(id, 0);
            throw;
        }

        Forget(settled);
    }

    /// <summary>Whether a hold's call may be sent: asked last of all, since its lease may have run out while it waited.</summary>
    public bool MaySend(string id)
    {
        if (!Leased)
        {
            return true;
        }

        lock (_gate)
        {
            return _open.TryGetValue(id, out var hold) && (!hold.Capped || hold.Pools[0].Epoch.MaySpend(_time.GetTimestamp()));
        }
    }

    /// <summary>Ends a hold in memory.</summary>
    /// <param name="id">The hold.</param>
    /// <param name="nano">What was spent; what exceeds a hold under a hard cap is not taken.</param>
    /// <returns>The journal line that makes it durable, and what exceeded the hold; no line when the hold was settled before.</returns>
    public (JournalEntry? Line, long Overrun) Settle(string id, long nano)
    {
        lock (_gate)
        {
            if (!_open.Remove(id, out var hold))
            {
                return (null, 0);
            }

            var spent = hold.Capped ? Math.Min(nano, hold.Nano) : nano;
            foreach (var pool in hold.Pools)
            {
                pool.Reserved -= hold.Nano;
                pool.Settled += spent;
                pool.Account.Reserved -= hold.Nano;
                pool.Account.Settled += spent;
                if (pool.Cap is not null)
                {
                    pool.Overrun += nano - spent;
                    pool.Account.Overrun += nano - spent;
                }
            }

            var line = SettlementLine(id, spent, nano - spent, recovered: false);
            _unwritten[id] = line.Json;
            return (line, nano - spent);
        }
    }

    /// <summary>The ends of holds are in the journal.</summary>
    public void Forget(IReadOnlyList<string> settled)
    {
        lock (_gate)
        {
            foreach (var id in settled)
            {
                _unwritten.Remove(id);
            }
        }
    }

    /// <summary>A consistent reading of what this node has spent and holds of one account.</summary>
    public (long Settled, long Reserved) Read(BudgetAccount account)
    {
        lock (_gate)
        {
            return (account.Settled, account.Reserved);
        }
    }

    /// <summary>What all nodes have spent and hold of one account, as far as it is known here.</summary>
    public (long Settled, long Reserved) Standing(BudgetAccount account)
    {
        lock (_gate)
        {
            return account.Standing();
        }
    }

    /// <summary>What a cap leaves, as far as it is known here; what is reported is asked for, and only then refused.</summary>
    public long Left(BudgetAccount account, long cap)
    {
        lock (_gate)
        {
            return account.Blocked ? 0 : Pool(account, cap).Left;
        }
    }

    /// <summary>What an error tells of an account.</summary>
    public BudgetFacts Facts(BudgetAccount account, decimal hardCapUsd)
    {
        lock (_gate)
        {
            return account.Facts(hardCapUsd);
        }
    }

    private BudgetPool Pool(BudgetAccount account, long? cap)
    {
        foreach (var pool in account.Pools)
        {
            if (pool.Cap == cap)
            {
                return pool;
            }
        }

        var made = new BudgetPool(account, cap, _epoch);
        account.Pools.Add(made);
        _pools.Add(made);
        return made;
    }

    private byte[] HoldLine(string id)
    {
        JournalHold hold;
        lock (_gate)
        {
            hold = _open[id].ToJournal(id);
        }

        return JsonSerializer.SerializeToUtf8Bytes(hold, JournalJson.Default.JournalHold);
    }

    /// <returns>The holds meant; a second line about the end of a hold says nothing new to who reads the journal.</returns>
    private string[] Unwritten(out ReadOnlyMemory<byte> lines)
    {
        lock (_gate)
        {
            if (_unwritten.Count == 0)
            {
                lines = default;
                return [];
            }

            var joined = new ArrayBufferWriter<byte>(_unwritten.Count * 128);
            foreach (var line in _unwritten.Values)
            {
                joined.Write(joined.WrittenCount > 0 ? "\n"u8 : default);
                joined.Write(line.Span);
            }

            lines = joined.WrittenMemory;
            return [.. _unwritten.Keys];
        }
    }

    private static JournalEntry SettlementLine(string id, long nano, long overrun, bool recovered) => new(
        JsonSerializer.SerializeToUtf8Bytes(new JournalSettlement("settle", id, nano, recovered, overrun), JournalJson.Default.JournalSettlement), false);
}
