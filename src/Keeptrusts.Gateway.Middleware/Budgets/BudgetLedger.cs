using System.Buffers;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>
/// The budgets of one node. Invariant: for every account settled + reserved never passes a hard cap, and each hold is settled exactly once,
/// after a crash at its full bound. A hold is in the journal before its call is sent; the lock guards a few additions and no I/O.
/// </summary>
internal sealed class BudgetLedger
{
    private readonly Lock _gate = new();
    private readonly Journal _journal;
    private readonly Dictionary<(BudgetScope Scope, string Id, BudgetWindow Window), BudgetAccount> _accounts = [];
    private readonly Dictionary<string, (long Nano, bool Capped, IReadOnlyList<BudgetAccount> Accounts)> _open = new(StringComparer.Ordinal);

    // Ends that may not be in the journal yet: a hold that uses their room must not get there before them.
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _unwritten = new(StringComparer.Ordinal);

    public BudgetLedger(Journal journal)
    {
        _journal = journal;
        foreach (var settled in journal.Recovered.Settled)
        {
            var account = Recover(settled);
            account.Settled += settled.Nano;
        }

        journal.Balance = Balance;
        foreach (var hold in journal.Recovered.OpenHolds)
        {
            Reopen(hold);
        }

        foreach (var hold in journal.Recovered.OpenHolds)
        {
            SettleLost(hold);
        }
    }

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
    /// <param name="caps">The accounts with their hard caps in nano-dollars, if they have one.</param>
    /// <returns>Index of the first account whose cap would be passed; -1 when all is taken.</returns>
    public int TryReserve(string id, long nano, IReadOnlyList<(BudgetAccount Account, long? Cap)> caps)
    {
        lock (_gate)
        {
            for (var i = 0; i < caps.Count; i++)
            {
                if (caps[i].Cap is { } cap && nano > cap - caps[i].Account.Committed)
                {
                    return i;
                }
            }

            BudgetAccount[] accounts = [.. caps.Select(cap => cap.Account)];
            foreach (var account in accounts)
            {
                account.Reserved += nano;
            }

            _open[id] = (nano, caps.Any(cap => cap.Cap is not null), accounts);
            return -1;
        }
    }

    /// <summary>Makes a hold durable; only then may the call be sent.</summary>
    /// <exception cref="IOException">The journal cannot be written; the hold is void.</exception>
    public async ValueTask PersistAsync(string id, long nano, IReadOnlyList<BudgetAccount> accounts)
    {
        var budgets = accounts.Select(account => account.ToJournal() with { Nano = 0 });
        var line = JsonSerializer.SerializeToUtf8Bytes(new JournalHold("hold", id, nano, [.. budgets]), JournalJson.Default.JournalHold);
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
            foreach (var account in hold.Accounts)
            {
                account.Reserved -= hold.Nano;
                account.Settled += spent;
            }

            var line = SettlementLine(id, spent, recovered: false);
            _unwritten[id] = line.Json;
            return (line, nano - spent);
        }
    }

    /// <summary>A consistent reading of one account.</summary>
    public (long Settled, long Reserved) Read(BudgetAccount account)
    {
        lock (_gate)
        {
            return (account.Settled, account.Reserved);
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

    /// <returns>The holds meant; a second line about the end of a hold says nothing new to who reads the journal.</returns>
    private string[] Unwritten(out ReadOnlyMemory<byte> lines)
    {
        lock (_gate)
        {
            var joined = new ArrayBufferWriter<byte>(Math.Max(1, _unwritten.Count * 128));
            foreach (var line in _unwritten.Values)
            {
                joined.Write(joined.WrittenCount > 0 ? "\n"u8 : default);
                joined.Write(line.Span);
            }

            lines = joined.WrittenMemory;
            return [.. _unwritten.Keys];
        }
    }

    private void Forget(string[] settled)
    {
        lock (_gate)
        {
            foreach (var id in settled)
            {
                _unwritten.Remove(id);
            }
        }
    }

    private static JournalEntry SettlementLine(string id, long nano, bool recovered) => new(
        JsonSerializer.SerializeToUtf8Bytes(new JournalSettlement("settle", id, nano, recovered), JournalJson.Default.JournalSettlement), false);

    private BudgetAccount Recover(JournalBudget budget)
    {
        var scope = Enum.Parse<BudgetScope>(budget.Scope, ignoreCase: true);
        var window = Enum.Parse<BudgetWindow>(budget.Window, ignoreCase: true);
        var key = (scope, budget.Id, window);
        if (!_accounts.TryGetValue(key, out var account) || account.From < budget.From)
        {
            account = new(scope, budget.Id, window, budget.From);
            _accounts[key] = account;
        }

        return account.From == budget.From ? account : new(scope, budget.Id, window, budget.From);
    }

    // All of them before any is settled: the journal may begin a segment meanwhile, whose head must name those that are still open.
    private void Reopen(JournalHold hold)
    {
        BudgetAccount[] accounts = [.. hold.Budgets.Select(Recover)];
        foreach (var account in accounts)
        {
            account.Reserved += hold.Nano;
        }

        _open[hold.Id] = (hold.Nano, true, accounts);
    }

    // Nobody knows what the provider billed for a call that died with the process: all of its bound counts as spent.
    private void SettleLost(JournalHold hold)
    {
        Settle(hold.Id, hold.Nano);
        _journal.AppendAsync(SettlementLine(hold.Id, hold.Nano, recovered: true)).GetAwaiter().GetResult();
    }

    private (IReadOnlyList<JournalBudget> Balances, IReadOnlyList<JournalHold> Holds) Balance()
    {
        lock (_gate)
        {
            var holds = _open.Select(open => new JournalHold(
                "hold", open.Key, open.Value.Nano, [.. open.Value.Accounts.Select(account => account.ToJournal() with { Nano = 0 })]));
            return ([.. _accounts.Values.Select(account => account.ToJournal())], [.. holds]);
        }
    }
}
