namespace Keeptrusts.Host.Records;

/// <summary>A shipped event: the columns that people filter by, and the whole as it stands in the gateway's journal.</summary>
internal sealed class StoredEvent
{
    /// <summary>Order of arrival; pages and tails go by it.</summary>
    public long Sequence { get; init; }

    public required string Id { get; init; }

    public required string RequestId { get; init; }

    public required string EventType { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>The gateway's name.</summary>
    public required string Gateway { get; init; }

    /// <summary>Id of the hash chain that it is part of; a gateway has one for each journal that it began.</summary>
    public required string Chain { get; init; }

    /// <summary>Its number in that chain, counting from 1.</summary>
    public required long Position { get; init; }

    /// <summary>When its policy lets it go; <see langword="null"/>: as the host keeps events.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public string? TeamId { get; init; }

    public string? KeyId { get; init; }

    public string? KeyName { get; init; }

    public string? UserId { get; init; }

    public string? Model { get; init; }

    public string? Provider { get; init; }

    public required string Verdict { get; init; }

    public required string ReasonCode { get; init; }

    /// <summary>How the exchange ended, such as <c>failed</c>.</summary>
    public required string Outcome { get; init; }

    public int Status { get; init; }

    public long CostNano { get; init; }

    /// <summary>Names of the policies that fired, each between bars: <c>|pii-detector|cost-cap|</c>.</summary>
    public required string Fired { get; init; }

    /// <summary>The event as the gateway recorded it, to the byte: the hash chain is over it.</summary>
    public required string Json { get; init; }
}
