using Keeptrusts.Gateway.Middleware.Budgets;
using Keeptrusts.Gateway.Middleware.Exchanges;

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
            _ => hold.Price is { } price && attempt.Usage is { } usage ? Money.Cost(price, usage) : 0,
        };
        if (hold.Id.Length == 0)
        {
            return new(Money.ToUsd(spent), 0, null);
        }

        var (line, overrun) = ledger.Settle(hold.Id, spent);
        return new(Money.ToUsd(spent - overrun), Money.ToUsd(overrun), line);
    }
}
