using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>An epoch that is over, until the authority has all of it.</summary>
/// <param name="Epoch">The epoch.</param>
internal sealed record EarlierEpoch(BudgetEpoch Epoch)
{
    public Dictionary<(BudgetKey Budget, long? Cap), BudgetPool> Pools { get; } = [];

    /// <summary>Whether no call of it runs any more.</summary>
    public bool Ended => Pools.Values.All(pool => pool.Reserved == 0);
}
