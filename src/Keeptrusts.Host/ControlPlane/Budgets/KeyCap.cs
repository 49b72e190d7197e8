using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>The caps that one place sets for one budget.</summary>
/// <param name="Scope">Whose spend.</param>
/// <param name="Member">The member.</param>
/// <param name="Window">The window.</param>
/// <param name="Soft">Spend that warns, in US dollars.</param>
/// <param name="Hard">Spend that is never passed, in US dollars.</param>
/// <param name="Source">Where they stand.</param>
internal sealed record KeyCap(BudgetScope Scope, string Member, BudgetWindow Window, decimal? Soft, decimal? Hard, string Source)
{
    /// <summary>The budget: what it has counted is one sum, whatever its caps.</summary>
    public (BudgetScope Scope, string Member, BudgetWindow Window) Budget => (Scope, Member, Window);
}
