using Keeptrusts.Gateway.Middleware.Routing;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>Money set aside for one attempt; settled exactly once.</summary>
/// <param name="Route">What it pays for.</param>
/// <param name="Id">The hold's id in the journal; empty where no budget applies.</param>
/// <param name="Nano">The bound, in nano-dollars; 0 where no budget applies.</param>
/// <param name="Accounts">The budgets it counts against.</param>
/// <param name="Price">The target's price of the model; <see langword="null"/> where none is known.</param>
/// <param name="OutputLimit">Output tokens per choice that the gateway sets; <see langword="null"/>: the caller's own, or none.</param>
/// <param name="RemainingUsd">What the tightest hard cap has left after this hold.</param>
internal sealed record Hold(
    Route Route,
    string Id,
    long Nano,
    IReadOnlyList<BudgetAccount> Accounts,
    ModelPrice? Price,
    int? OutputLimit,
    decimal? RemainingUsd)
{
    public BudgetLedger? Ledger { get; init; }

    /// <summary>Whether its money may leave now: asked last of all before the call is sent, since the lease behind it may have run out.</summary>
    public bool MaySend => Ledger is null || Ledger.MaySend(Id);
}
