namespace Keeptrusts.Host.Records;

/// <summary>A shipped event: the columns that people filter by, and the whole as JSON.</summary>
internal sealed class StoredEvent
{
    /// <summary>Order of arrival; pages and tails go by it.</summary>
    public long Sequence { get; init; }

    public required string Id { get; init; }

    public required string RequestId { get; init; }

    public required DateTimeOffset Timestamp { get; init; }

    public string? TeamId { get; init; }

    public string? KeyId { get; init; }

    public string? KeyName { get; init; }

    public string? Model { get; init; }

    public required string Verdict { get; init; }

    /// <summary>Names of the policies that fired, each between bars: <c>|pii-detector|cost-cap|</c>.</summary>
    public required string Fired { get; init; }

    /// <summary>The event as the gateway recorded it.</summary>
    public required string Json { get; init; }
}
