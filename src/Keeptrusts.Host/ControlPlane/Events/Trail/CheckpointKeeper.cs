using System.Collections.Concurrent;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Events.Trail;

/// <summary>
/// Says when a checkpoint is due: after every <see cref="Events"/> events of a chain, after <see cref="Interval"/> where fewer came, and at the stop.
/// It signs what the journals say as it arrives, never what the database says.
/// </summary>
internal sealed class CheckpointKeeper(CheckpointKey key, TimeProvider time)
{
    /// <summary>Most events of a chain without a checkpoint.</summary>
    public const int Events = 1000;

    private readonly ConcurrentDictionary<string, (ChainHead Head, long Signed)> _heads = new(StringComparer.Ordinal);

    /// <summary>Longest time for which an event has no checkpoint.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(5);

    /// <summary>The checkpoint that is due once a chain has grown to a head, to be stored with its events; <see langword="null"/>: none.</summary>
    public Checkpoint? DueAfter(ChainHead head) =>
        head.Position - (_heads.TryGetValue(head.Chain, out var known) ? known.Signed : 0) >= Events ? Sign(head) : null;

    /// <summary>Hears that a chain's events are stored.</summary>
    /// <param name="head">How far.</param>
    /// <param name="signed">Whether a checkpoint about it is stored too.</param>
    public void Stored(ChainHead head, bool signed) => _heads.AddOrUpdate(
        head.Chain,
        _ => (head, signed ? head.Position : 0),
        (_, known) => (known.Head.Position > head.Position ? known.Head : head, signed ? Math.Max(known.Signed, head.Position) : known.Signed));

    /// <summary>The heads of chains that have grown since their last checkpoint, with the checkpoint that each is due.</summary>
    public IReadOnlyList<(ChainHead Head, Checkpoint Checkpoint)> Due() =>
        [.. _heads.Values.Where(known => known.Head.Position > known.Signed).Select(known => (known.Head, Sign(known.Head)))];

    /// <summary>The boundary before which a chain's events are deleted.</summary>
    public Checkpoint Boundary(StoredEvent last) => key.Sign(ChainHead.Of(last).Statement(time.GetUtcNow(), isBoundary: true));

    private Checkpoint Sign(ChainHead head) => key.Sign(head.Statement(time.GetUtcNow(), isBoundary: false));
}
