using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>A part of the budgets, and how many there are in all.</summary>
internal sealed record BudgetPage(IReadOnlyList<BudgetView> Data, int Count);
