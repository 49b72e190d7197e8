using Keeptrusts.Gateway.Middleware.Auditing;

namespace Keeptrusts.Gateway.Middleware.Budgets;

/// <summary>A hold that is not settled.</summary>
/// <param name="Nano">The bound, in nano-dollars.</param>
/// <param name="Capped">Whether one of its budgets has a hard cap: then nothing above the bound is taken.</param>
/// <param name="Pools">What it was taken from.</param>
internal readonly record struct OpenHold(long Nano, bool Capped, BudgetPool[] Pools)
{
    public JournalHold ToJournal(string id) => new("hold", id, Nano, [.. Pools.Select(pool => pool.ToJournal())], Pools[0].Epoch.Id);
}
