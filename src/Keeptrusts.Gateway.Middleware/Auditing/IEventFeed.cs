namespace Keeptrusts.Gateway.Middleware.Auditing;

/// <summary>The acknowledged events of this gateway, for shipping to a database and for live tails.</summary>
public interface IEventFeed
{
    /// <summary>Reads events after a position, oldest first, then ends where the journal ends.</summary>
    /// <param name="after">Where to go on; <see langword="default"/>: from the oldest event kept.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Each event; shipping one twice must be harmless.</returns>
    IAsyncEnumerable<JournalEvent> ReadAsync(JournalPosition after, CancellationToken cancellationToken);

    /// <summary>
    /// Says how far events were shipped before this start, before any is read. A journal that ends earlier has lost its tail (the power went, and its
    /// durability was <c>process</c>): it then goes on in a new segment with a new hash chain, so that nothing is taken for shipped that is not.
    /// </summary>
    /// <param name="shipped">The place after the last event that was shipped.</param>
    /// <returns>Where to read from: <paramref name="shipped"/>, or the oldest event kept where the tail was lost.</returns>
    /// <exception cref="IOException">The journal cannot be written.</exception>
    Task<JournalPosition> ResumeAsync(JournalPosition shipped);

    /// <summary>Completes when there is an event after <paramref name="position"/>.</summary>
    Task WaitAsync(JournalPosition position, CancellationToken cancellationToken);

    /// <summary>Allows the segments wholly before a position to be deleted.</summary>
    void Release(JournalPosition shipped);
}
