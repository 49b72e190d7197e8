using Keeptrusts.Gateway.Middleware.Ports;

namespace Keeptrusts.Gateway.Middleware.Nodes;

/// <summary>What a node says every other second, and at once when a share of a limit is too small.</summary>
/// <param name="NodeId">The node.</param>
/// <param name="Epoch">Its start.</param>
/// <param name="Number">Counts its exchanges; one that arrives late changes nothing.</param>
/// <param name="Heard">The time in the last reply that it got.</param>
/// <param name="StandingMillionths">The standing share that it goes by.</param>
/// <param name="Claims">What it holds of limits, and wants.</param>
internal sealed record NodeExchange(string NodeId, long Epoch, long Number, DateTimeOffset Heard, int StandingMillionths, IReadOnlyList<CounterClaim> Claims)
{
    /// <summary>What it has found out about targets; <see langword="null"/> where nothing has changed since it told.</summary>
    public IReadOnlyList<TargetStatus>? Targets { get; init; }
}

/// <summary>A node's share of one limit.</summary>
/// <param name="Key">The counter.</param>
/// <param name="Limit">Most per window, or at once.</param>
/// <param name="Keep">What the node has used or goes on holding, whatever the limit says.</param>
/// <param name="Need">How much more it could use now.</param>
/// <param name="From">When the window begins; <see langword="null"/> for places at once.</param>
/// <param name="EndsAt">When it ends.</param>
internal sealed record CounterClaim(string Key, long Limit, long Keep, long Need, DateTimeOffset? From, DateTimeOffset? EndsAt);

/// <summary>What a node gets.</summary>
/// <param name="More">Added to what it keeps.</param>
/// <param name="Others">Held by all others.</param>
internal sealed record CounterGrant(long More, long Others);

/// <summary>The answer to a <see cref="NodeExchange"/>.</summary>
/// <param name="Now">The database's time.</param>
/// <param name="Nodes">Nodes heard of lately, this one included.</param>
/// <param name="StandingMillionths">The part of every limit that is kept for this node while it cannot be reached.</param>
/// <param name="Grants">One for each claim.</param>
internal sealed record NodeReply(DateTimeOffset Now, int Nodes, int StandingMillionths, IReadOnlyList<CounterGrant> Grants)
{
    /// <summary>The session has ended: the node was silent for too long, or another start of it took over. It has to begin a new one.</summary>
    public bool Ended { get; init; }
}
