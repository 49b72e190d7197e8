namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>What a key of a template may spend.</summary>
/// <param name="Usd">In US dollars.</param>
/// <param name="Window"><c>hour</c>, <c>day</c>, <c>week</c>, <c>month</c> or <c>total</c>.</param>
internal sealed record KeyBudgetView(decimal Usd, string Window);
