using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Gateways;

/// <summary>Where gateways are kept. A change and its audit entry are one transaction.</summary>
internal interface IGatewayStore
{
    /// <summary>All gateways, by id.</summary>
    Task<IReadOnlyList<GatewayNode>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds one, or writes down what it is now.</summary>
    Task PutAsync(GatewayNode gateway, AuditEntry audit, CancellationToken cancellationToken);
}
