using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Events;

/// <summary>Where a journal's events are shipped to.</summary>
internal interface IEventSink
{
    /// <summary>How far a journal has been shipped.</summary>
    Task<ShippingPosition?> PositionAsync(string journal, CancellationToken cancellationToken);

    /// <summary>Adds events, skipping those whose id is there already, and notes the position: one transaction.</summary>
    Task AppendAsync(IReadOnlyList<StoredEvent> events, ShippingPosition position, CancellationToken cancellationToken);
}
