using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Gateways;

/// <summary>Where gateways are kept.</summary>
internal interface IGatewayStore
{
    /// <summary>All gateways, by id.</summary>
    Task<IReadOnlyList<GatewayNode>> ListAsync(CancellationToken cancellationToken);
}
