using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Events;

/// <summary>Events as links of hash chains, and the checkpoints over them.</summary>
internal interface ITrailStore
{
    /// <summary>The chains of which there are events or checkpoints.</summary>
    Task<IReadOnlyList<ChainExtent>> ChainsAsync(CancellationToken cancellationToken);

    /// <summary>The checkpoints of a chain, by position.</summary>
    Task<IReadOnlyList<Checkpoint>> CheckpointsAsync(string chain, CancellationToken cancellationToken);

    Task AddAsync(Checkpoint checkpoint, CancellationToken cancellationToken);

    /// <summary>Events of a chain in the order in which they are stored.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="after">The last sequence number already read.</param>
    /// <param name="from">The first position wanted.</param>
    /// <param name="to">The last position wanted.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Some of them; none at the end.</returns>
    Task<IReadOnlyList<StoredEvent>> LinksAsync(string chain, long after, long from, long to, CancellationToken cancellationToken);

    /// <summary>The first and the last position of a chain at which an event fits a filter.</summary>
    Task<(long First, long Last)?> RangeAsync(string chain, EventFilter filter, CancellationToken cancellationToken);

    /// <summary>The last event of a chain before the first that is still to be kept.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="now">Events whose own time ended before it may go.</param>
    /// <param name="keepSince">Events without a time of their own may go when they are older; <see langword="null"/>: never.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<StoredEvent?> LastExpiredAsync(string chain, DateTimeOffset now, DateTimeOffset? keepSince, CancellationToken cancellationToken);

    /// <summary>Deletes the events and checkpoints of a chain up to a boundary, which stays: one transaction.</summary>
    /// <returns>The number of events deleted.</returns>
    Task<int> CutAsync(Checkpoint boundary, CancellationToken cancellationToken);

    /// <summary>Deletes when traces were first opened, of calls before a time whose events are gone.</summary>
    Task ForgetOpeningsAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
