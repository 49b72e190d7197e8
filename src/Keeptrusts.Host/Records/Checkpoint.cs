namespace Keeptrusts.Host.Records;

/// <summary>A signed statement of how far a journal's chain reached.</summary>
internal sealed class Checkpoint
{
    public long Sequence { get; init; }

    public required string Journal { get; init; }

    /// <summary>Id of the last event it covers.</summary>
    public required string EventId { get; init; }

    /// <summary>That event's place in the chain.</summary>
    public required long Position { get; init; }

    /// <summary>That event's hash, in lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>Events covered since the journal began.</summary>
    public required long Count { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Whether everything before it was deleted because its time was over.</summary>
    public bool IsBoundary { get; init; }

    /// <summary>Which key signed.</summary>
    public required string KeyId { get; init; }

    /// <summary>The signature, base64.</summary>
    public required string Signature { get; init; }
}
