namespace Keeptrusts.Policy.Plans;

/// <summary>What a key may spend.</summary>
/// <param name="Usd">US dollars that are never passed; above zero.</param>
/// <param name="Window">The calendar window, in UTC; <see cref="BudgetWindow.Total"/> is the life of the key.</param>
public sealed record KeyBudget(decimal Usd, BudgetWindow Window);
