using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Events;

/// <summary>Where shipped events are kept.</summary>
internal interface IEventStore : IEventSink
{
    /// <summary>The newest events before a sequence number, newest first.</summary>
    Task<IReadOnlyList<StoredEvent>> BeforeAsync(EventFilter filter, long sequence, CancellationToken cancellationToken);

    /// <summary>The oldest events after a sequence number, oldest first.</summary>
    Task<IReadOnlyList<StoredEvent>> AfterAsync(EventFilter filter, long sequence, CancellationToken cancellationToken);

    /// <summary>The event of an id or of a request id.</summary>
    Task<StoredEvent?> FindAsync(string reference, CancellationToken cancellationToken);
}
