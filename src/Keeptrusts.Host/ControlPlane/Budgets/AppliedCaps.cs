using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>The caps of one budget by where they stand, and the lowest of all. A call comes under those that reach its key, which may be some of them.</summary>
internal sealed class AppliedCaps
{
    private readonly SortedDictionary<string, (decimal? Soft, decimal? Hard)> _sources = new(StringComparer.Ordinal);

    /// <summary>The lowest hard cap.</summary>
    public decimal? Hard { get; private set; }

    private decimal? Soft { get; set; }

    public void Take(decimal? soft, decimal? hard, string source)
    {
        (Soft, Hard) = (Lower(Soft, soft), Lower(Hard, hard));
        var known = _sources.GetValueOrDefault(source);
        _sources[source] = (Lower(known.Soft, soft), Lower(known.Hard, hard));
    }

    /// <param name="budget">The budget.</param>
    /// <param name="name">A key's name; of others none.</param>
    /// <param name="standing">What it has counted.</param>
    public BudgetView View((BudgetScope Scope, string Member, BudgetWindow Window) budget, string? name, BudgetStanding standing)
    {
        var (spent, reserved) = (NanoDollars.ToDollars(standing.Spent), NanoDollars.ToDollars(standing.Reserved));
        return new(
            ScopeNames.Of(budget.Scope),
            budget.Member,
            name,
            ScopeNames.Of(budget.Window),
            Soft,
            Hard,
            spent,
            reserved,
            Hard is { } hard ? Math.Max(0, hard - spent - reserved) : null,
            NanoDollars.ToDollars(standing.Overrun),
            CalendarWindow.End(budget.Window, standing.From),
            [.. _sources.Keys],
            [.. _sources.Select(each => new BudgetCapSource(each.Key, each.Value.Soft, each.Value.Hard))]);
    }

    private static decimal? Lower(decimal? one, decimal? other) => other is { } low && !(one <= low) ? low : one;
}
