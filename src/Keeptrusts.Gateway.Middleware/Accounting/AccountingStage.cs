using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Gateway.Middleware.Accounting;

/// <summary>Step 9: what did it cost? Never on the caller's token: a hung-up caller still owes the money.</summary>
internal sealed class AccountingStage(BudgetLedger ledger)
{
    public Settlement Settle(Hold? hold, Attempt attempt)
    {
        if (hold is null)
        {
            return Settlement.Nothing;
        }

        var spent = attempt.Billing switch
        {
            Billing.Nothing => 0,
            Billing.Bound when hold.Id.Length > 0 => hold.Nano,
            _ => hold.Price is { } price && attempt.Usage is { } usage ? NanoDollars.Cost(price, usage.Prompt, usage.Completion, usage.Cached, usage.CacheWrite) : 0,
        };
        if (hold.Id.Length == 0)
        {
            return new(NanoDollars.ToDollars(spent), 0, null, []);
        }

        var (line, overrun) = ledger.Settle(hold.Id, spent);
        return new(NanoDollars.ToDollars(spent - overrun), NanoDollars.ToDollars(overrun), line, line is null ? [] : [hold.Id]);
    }

    /// <summary>What was settled is in the journal.</summary>
    public void Recorded(Settlement settlement)
    {
        if (settlement.Holds.Count > 0)
        {
            ledger.Forget(settlement.Holds);
        }
    }
}
