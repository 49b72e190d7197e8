using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>What is left to keys of the budgets that their calls count in, for lists of keys: all over one connection, each budget once.</summary>
internal sealed class KeyBudgets(ILeaseStore ledger, KeyCaps caps, IBudgetFlush gateway)
{
    /// <summary>The tightest budget of each key by the caps that reach that key, by its id; keys without one are absent.</summary>
    /// <param name="caller">Who asks; only administrators hear of the organisation's budgets.</param>
    /// <param name="keys">The keys.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyDictionary<string, BudgetView>> OfAsync(Principal caller, IEnumerable<KeyRecord> keys, CancellationToken cancellationToken)
    {
        var applied = new List<(KeyRecord Key, (BudgetScope Scope, string Member, BudgetWindow Window) Budget, AppliedCaps Caps)>();
        foreach (var key in keys)
        {
            foreach (var budget in caps.Of(key).Where(cap => cap.Scope != BudgetScope.Org || caller.May(Permission.Administer)).GroupBy(cap => cap.Budget))
            {
                var all = new AppliedCaps();
                foreach (var cap in budget)
                {
                    all.Take(cap.Soft, cap.Hard, cap.Source);
                }

                if (all.Hard is not null)
                {
                    applied.Add((key, budget.Key, all));
                }
            }
        }

        var found = new Dictionary<string, BudgetView>(StringComparer.Ordinal);
        if (applied.Count == 0)
        {
            return found;
        }

        await gateway.FlushAsync(cancellationToken);
        var budgets = applied.Select(each => each.Budget).Distinct().ToList();
        var standings = budgets.Zip(await ledger.ReadAsync(budgets, cancellationToken)).ToDictionary(each => each.First, each => each.Second);
        foreach (var (key, budget, all) in applied)
        {
            var view = all.View(budget, budget.Scope == BudgetScope.Key ? key.Name : null, standings[budget]);
            if (!found.TryGetValue(key.Id, out var tighter) || view.RemainingUsd < tighter.RemainingUsd)
            {
                found[key.Id] = view;
            }
        }

        return found;
    }
}
