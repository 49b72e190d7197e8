using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>One budget in one window, in nano-dollars. Guarded by the ledger's lock. Its identity does not depend on any document.</summary>
internal sealed class BudgetAccount(BudgetScope scope, string id, BudgetWindow window, DateTimeOffset from)
{
    public BudgetScope Scope => Key.Scope;

    public string Id => Key.Id;

    public BudgetWindow Window => Key.Window;

    public DateTimeOffset From => Key.From;

    public BudgetKey Key { get; } = new(scope, id, window, from);

    /// <summary>Settled by this gateway.</summary>
    public long Settled { get; set; }

    /// <summary>Held by calls of this gateway.</summary>
    public long Reserved { get; set; }

    /// <summary>Usage above holds that nobody has cleared, where budgets are the gateway's own.</summary>
    public long Overrun { get; set; }

    public long Committed => Settled + Reserved;

    /// <summary>What this gateway spends it under; one for each cap.</summary>
    public List<BudgetPool> Pools { get; } = new(1);

    /// <summary>How the authority said it stands; <see langword="null"/> while it has not.</summary>
    public PoolGrant? Known { get; set; }

    /// <summary>Whether an overrun closed it.</summary>
    public bool Blocked => Overrun > 0 || Known?.Blocked == true;

    /// <summary>Settled and outstanding at the authority, less what is on its way back.</summary>
    public long CommittedElsewhere
    {
        get
        {
            var committed = Known is { } known ? known.AccountSettled + known.AccountOutstanding : 0;
            foreach (var pool in Pools)
            {
                committed -= pool.Cap is null ? 0 : pool.Returned - (pool.Told?.Returned ?? 0);
            }

            return committed;
        }
    }

    public JournalBudget ToJournal() => new(BudgetNames.Of(Scope), Id, BudgetNames.Of(Window), From, Settled, null, Overrun);

    public BudgetFacts Facts(decimal hardCapUsd)
    {
        var (settled, reserved) = Standing();
        return new(
            BudgetNames.Of(Scope), Id, BudgetNames.Of(Window), hardCapUsd, NanoDollars.ToDollars(settled), NanoDollars.ToDollars(reserved), Budgets.Window.End(Window, From));
    }

    /// <summary>Spent and held by all gateways, as far as it is known here; room that nobody uses is neither.</summary>
    public (long Settled, long Reserved) Standing()
    {
        if (Known is not { } known)
        {
            return (Settled, Reserved);
        }

        var (settled, outstanding) = (known.AccountSettled, known.AccountOutstanding);
        foreach (var pool in Pools)
        {
            var fresh = pool.Settled - (pool.Told?.Settled ?? 0);
            settled += fresh;
            outstanding += pool.Cap is null
                ? pool.Reserved - (pool.Told?.Reserved ?? 0)
                : -fresh - pool.Room - (pool.Returned - (pool.Told?.Returned ?? 0));
        }

        return (Math.Max(0, settled), Math.Max(0, outstanding));
    }
}
