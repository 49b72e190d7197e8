namespace Keeptrusts.Host.Records;

/// <summary>Something that the planes keep in memory has changed; whoever missed the notice goes on from the last sequence it saw.</summary>
internal sealed class Change
{
    public long Sequence { get; init; }

    /// <summary>What, such as <c>token</c>, <c>team</c>, <c>configuration</c>, <c>budget</c>.</summary>
    public required string Topic { get; init; }

    public required string ObjectId { get; init; }

    public required DateTimeOffset At { get; init; }
}
