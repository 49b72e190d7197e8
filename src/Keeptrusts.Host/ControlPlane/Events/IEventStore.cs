using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Events;

/// <summary>Where shipped events are kept.</summary>
internal interface IEventStore
{
    /// <summary>The newest events before a sequence number, newest first.</summary>
    Task<IReadOnlyList<StoredEvent>> BeforeAsync(EventFilter filter, long sequence, CancellationToken cancellationToken);

    /// <summary>The oldest events after a sequence number, oldest first.</summary>
    Task<IReadOnlyList<StoredEvent>> AfterAsync(EventFilter filter, long sequence, CancellationToken cancellationToken);

    /// <summary>The event of an id or of a request id.</summary>
    Task<StoredEvent?> FindAsync(string reference, CancellationToken cancellationToken);

    /// <summary>Notes that the trace of an incident was opened; only the first time counts.</summary>
    Task OpenedAsync(TraceOpening opening, CancellationToken cancellationToken);

    /// <summary>The first openings of traces of calls since a time, of one team or of all.</summary>
    Task<IReadOnlyList<TraceOpening>> OpeningsAsync(DateTimeOffset since, string? team, CancellationToken cancellationToken);

    /// <summary>How far a journal has been shipped.</summary>
    Task<ShippingPosition?> PositionAsync(string journal, CancellationToken cancellationToken);

    /// <summary>Adds events and their usage, skipping those whose id is there already, and notes the position: one transaction.</summary>
    /// <param name="events">The events, in the journal's order.</param>
    /// <param name="position">How far the journal is shipped then.</param>
    /// <param name="checkpoint">A checkpoint that is due after them.</param>
    /// <param name="cancellationToken">Stops it; then nothing was added.</param>
    Task AppendAsync(IReadOnlyList<ShippedEvent> events, ShippingPosition position, Checkpoint? checkpoint, CancellationToken cancellationToken);
}
