using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Gateway.Middleware.Nodes.Snapshots;
using Keeptrusts.Host.ControlPlane.Budgets;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.Runtime.Budgets;

/// <summary>The caps that were set in this control plane, and the budgets of keys that come of them.</summary>
/// <param name="templateBudget">What a template gives each of its users, if it limits them.</param>
internal sealed class BudgetSnapshot(Func<string, (decimal Usd, BudgetWindow Window)?> templateBudget) : BudgetRules(templateBudget), IBudgetDirectory
{
    private volatile IReadOnlyList<Budget> _all = [];

    public IReadOnlyList<Budget> All => _all;

    /// <summary>The caps as gateway nodes hear of them.</summary>
    public IReadOnlyList<NodeBudget> ForNodes => [.. _all.Select(Told)];

    public void Load(IEnumerable<Budget> budgets)
    {
        _all = [.. budgets];
        Load(_all.Select(Told));
    }

    private static NodeBudget Told(Budget budget) => new(budget.Scope, budget.MemberId, budget.Window, budget.SoftCapNano, budget.HardCapNano);
}
