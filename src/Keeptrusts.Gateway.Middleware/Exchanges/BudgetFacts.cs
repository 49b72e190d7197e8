namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>A budget's standing, as an error tells it.</summary>
internal sealed record BudgetFacts(
    string Scope,
    string Id,
    string Window,
    decimal HardCapUsd,
    decimal SpentUsd,
    decimal ReservedUsd,
    DateTimeOffset? ResetsAt);
