namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>How a budget stands in one window, in nano-dollars.</summary>
/// <param name="From">When the window began; the Unix epoch where it never ends.</param>
/// <param name="Spent">Settled, and what gateways hold that have not been heard of.</param>
/// <param name="Reserved">Leased to gateways that are there.</param>
/// <param name="Overrun">Spent beyond reservations and not cleared: closes the budget.</param>
internal sealed record BudgetStanding(DateTimeOffset From, long Spent, long Reserved, long Overrun);
