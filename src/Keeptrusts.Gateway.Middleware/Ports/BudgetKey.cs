using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>One budget in one window. Configuration versions and caps are no part of it: whoever counts it counts the same spend.</summary>
/// <param name="Scope">Whose spend.</param>
/// <param name="Id">The member: a team, a user, a key's lineage, <c>user/template</c>, or <c>org</c>.</param>
/// <param name="Window">The calendar window, in UTC.</param>
/// <param name="From">When this window began; the Unix epoch for <see cref="BudgetWindow.Total"/>.</param>
public sealed record BudgetKey(BudgetScope Scope, string Id, BudgetWindow Window, DateTimeOffset From);
