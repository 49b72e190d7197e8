namespace Keeptrusts.Host.Records;

/// <summary>A signed statement of how far a gateway's hash chain reached.</summary>
internal sealed record Checkpoint
{
    public long Sequence { get; init; }

    /// <summary>The gateway's name.</summary>
    public required string Gateway { get; init; }

    /// <summary>The chain's id.</summary>
    public required string Chain { get; init; }

    /// <summary>Number of the last event that it covers.</summary>
    public required long Position { get; init; }

    /// <summary>That event's id.</summary>
    public required string EventId { get; init; }

    /// <summary>That event's hash, in lower-case hex.</summary>
    public required string Hash { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Whether the events up to it were deleted because their time was over.</summary>
    public bool IsBoundary { get; init; }

    /// <summary>Which key signed.</summary>
    public required string KeyId { get; init; }

    /// <summary>The signature, base64.</summary>
    public required string Signature { get; init; }
}
