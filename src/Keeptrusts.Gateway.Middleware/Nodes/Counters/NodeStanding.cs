namespace Keeptrusts.Gateway.Middleware.Nodes.Counters;

/// <summary>What this node last heard. Immutable, swapped whole.</summary>
/// <param name="HeardAt">The database's time then.</param>
/// <param name="Timestamp">This machine's time stamp when it asked.</param>
/// <param name="Nodes">Nodes there were.</param>
/// <param name="Millionths">The part of every limit that is kept for this node.</param>
internal sealed record NodeStanding(DateTimeOffset HeardAt, long Timestamp, int Nodes, int Millionths)
{
    /// <summary>Before anything was heard: nothing is kept.</summary>
    public static NodeStanding None { get; } = new(DateTimeOffset.MaxValue - NodeTimes.Silence, 0, int.MaxValue, 0);
}
