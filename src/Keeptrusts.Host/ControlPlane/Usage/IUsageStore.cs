using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.ControlPlane.Usage;

/// <summary>Where the usage of days is kept; it outlives the events.</summary>
internal interface IUsageStore
{
    /// <summary>The groups, in order.</summary>
    Task<IReadOnlyList<UsageView>> SumAsync(UsageQuery query, CancellationToken cancellationToken);
}
