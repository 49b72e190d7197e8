namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>The acknowledged events of this gateway, for shipping to a database and for live tails.</summary>
public interface IEventFeed
{
    /// <summary>Reads events after a position, oldest first, then ends where the journal ends.</summary>
    /// <param name="after">Where to go on; <see langword="default"/>: from the oldest event kept.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Each event; shipping one twice must be harmless.</returns>
    IAsyncEnumerable<JournalEvent> ReadAsync(JournalPosition after, CancellationToken cancellationToken);

    /// <summary>Completes when there is an event after <paramref name="position"/>.</summary>
    Task WaitAsync(JournalPosition position, CancellationToken cancellationToken);

    /// <summary>Allows the segments wholly before a position to be deleted.</summary>
    void Release(JournalPosition shipped);
}
