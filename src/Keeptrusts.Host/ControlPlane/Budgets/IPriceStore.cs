using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Budgets;

/// <summary>Where the organisation's prices are kept. A change and its audit entry are one transaction.</summary>
internal interface IPriceStore
{
    Task<IReadOnlyList<PriceOverride>> ListAsync(CancellationToken cancellationToken);

    Task PutAsync(PriceOverride price, AuditEntry audit, CancellationToken cancellationToken);

    Task RemoveAsync(PriceOverride price, AuditEntry audit, CancellationToken cancellationToken);
}
