using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Tests.Budgets.Cluster;

/// <summary>What a test sees of an authority.</summary>
internal interface IAuthorityBook
{
    /// <summary>Settled and outstanding, over all gateways.</summary>
    Task<(long Settled, long Outstanding)> ReadAsync(BudgetKey budget);

    /// <summary>Fences whoever has not renewed in time.</summary>
    Task SweepAsync();
}
