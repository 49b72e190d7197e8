namespace Keeptrusts.Host.Records;

/// <summary>
/// The part of a rate limit that one start of a node holds: what it has used of it and what it may use yet. The parts of all nodes together never pass
/// the limit, so a node may use its own without asking.
/// </summary>
internal sealed class CounterShare
{
    /// <summary>The counter: policy, scope, member and window, or places at once.</summary>
    public required string Key { get; init; }

    public required string NodeId { get; init; }

    public required long Epoch { get; init; }

    /// <summary>Used and still usable, together.</summary>
    public required long Held { get; set; }

    /// <summary>When the window ends; <see langword="null"/> for places at once, which end with their node.</summary>
    public DateTimeOffset? EndsAt { get; init; }
}
