using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <content>What the journal of an earlier start says.</content>
internal sealed partial class BudgetLedger
{
    private void Recover()
    {
        var recovered = _journal.Recovered;
        var earlier = new Dictionary<string, EarlierEpoch>(StringComparer.Ordinal);
        foreach (var epoch in recovered.Epochs)
        {
            earlier[epoch] = new(new(epoch));
        }

        // What was spent before there were leases becomes an epoch of its own, so that the authority books it like any other.
        var adopted = new EarlierEpoch(Leased ? new(Ids.New("epoch_", _time.GetUtcNow())) : _epoch);
        EarlierEpoch Of(string? epoch) => epoch is null ? adopted : earlier.TryGetValue(epoch, out var known) ? known : earlier[epoch] = new(new(epoch));

        foreach (var settled in recovered.Settled)
        {
            var pool = Recovered(Of(settled.Epoch), settled);
            pool.Settled += settled.Nano;
            pool.Overrun += settled.Overrun;
            pool.Account.Settled += settled.Nano;
            pool.Account.Overrun += settled.Overrun;
        }

        foreach (var hold in recovered.OpenHolds)
        {
            Reopen(hold, Of(hold.Epoch));
        }

        _earlier.AddRange(earlier.Values);
        if (Leased && adopted.Pools.Count > 0)
        {
            _earlier.Add(adopted);
        }

        _journal.Balance = Balance;
        foreach (var hold in recovered.OpenHolds)
        {
            SettleLost(hold);
        }

        if (!Leased)
        {
            return;
        }

        if (adopted.Pools.Count > 0)
        {
            Write("adopt", adopted.Epoch.Id!);
        }

        _epoch = new(Ids.New("epoch_", _time.GetUtcNow()));
        Write("epoch", _epoch.Id!);
    }

    private BudgetPool Recovered(EarlierEpoch epoch, JournalBudget budget)
    {
        var key = new BudgetKey(BudgetNames.Scope(budget.Scope), budget.Id, BudgetNames.Window(budget.Window), budget.From);
        if (!epoch.Pools.TryGetValue((key, budget.Cap), out var pool))
        {
            epoch.Pools[(key, budget.Cap)] = pool = new(RecoveredAccount(key), budget.Cap, epoch.Epoch);
        }

        return pool;
    }

    // With leases, what earlier epochs spent is the authority's to tell: their accounts are there only to be closed.
    private BudgetAccount RecoveredAccount(BudgetKey key)
    {
        var member = (key.Scope, key.Id, key.Window);
        if (!Leased && _accounts.TryGetValue(member, out var account) && account.From >= key.From)
        {
            return account.From == key.From ? account : new(key.Scope, key.Id, key.Window, key.From);
        }

        var made = new BudgetAccount(key.Scope, key.Id, key.Window, key.From);
        if (!Leased)
        {
            _accounts[member] = made;
        }

        return made;
    }

    // All of them before any is settled: the journal may begin a segment meanwhile, whose head must name those that are still open.
    private void Reopen(JournalHold hold, EarlierEpoch epoch)
    {
        BudgetPool[] pools = [.. hold.Budgets.Select(budget => Recovered(epoch, budget))];
        foreach (var pool in pools)
        {
            pool.Reserved += hold.Nano;
            pool.Account.Reserved += hold.Nano;
        }

        _open[hold.Id] = new(hold.Nano, true, pools);
    }

    // Nobody knows what the provider billed for a call that died with the process: all of its bound counts as spent.
    private void SettleLost(JournalHold hold)
    {
        Settle(hold.Id, hold.Nano);
        _journal.AppendAsync(SettlementLine(hold.Id, hold.Nano, 0, recovered: true)).GetAwaiter().GetResult();
    }

    private void Write(string record, string epoch) => _journal.AppendAsync(EpochLine(record, epoch)).GetAwaiter().GetResult();

    private static JournalEntry EpochLine(string record, string epoch) =>
        new(JsonSerializer.SerializeToUtf8Bytes(new JournalEpoch(record, epoch), JournalJson.Default.JournalEpoch), false);

    private (IReadOnlyList<JournalBudget> Balances, IReadOnlyList<JournalHold> Holds, IReadOnlyList<string>? Epochs) Balance()
    {
        lock (_gate)
        {
            JournalHold[] holds = [.. _open.Select(open => open.Value.ToJournal(open.Key))];
            if (!Leased)
            {
                return ([.. _accounts.Values.Select(account => account.ToJournal())], holds, null);
            }

            var pools = _pools.Concat(_earlier.SelectMany(epoch => epoch.Pools.Values)).Where(pool => pool.Settled + pool.Overrun > 0);
            string?[] epochs = [_epoch.Id, .. _begun, .. _earlier.Select(epoch => epoch.Epoch.Id)];
            return ([.. pools.Select(pool => pool.ToBalance())], holds, [.. epochs.OfType<string>()]);
        }
    }
}
