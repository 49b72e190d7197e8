namespace Keeptrusts.Host.Records;

/// <summary>When the trace of an incident (a blocked, escalated or failed call) was first opened, for the velocity figures. No content, and nobody's name.</summary>
internal sealed class TraceOpening
{
    public required string EventId { get; init; }

    public string? TeamId { get; init; }

    /// <summary>When the call was made.</summary>
    public required DateTimeOffset CalledAt { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }
}
