namespace Keeptrusts.Host.Records;

/// <summary>How far a journal has been copied into the database.</summary>
internal sealed class ShippingPosition
{
    /// <summary>The journal: the node's id.</summary>
    public required string Journal { get; init; }

    public required long Segment { get; set; }

    public required long Offset { get; set; }

    /// <summary>Events copied since the journal began.</summary>
    public long Count { get; set; }

    /// <summary>Hash of the last event copied; the next one must follow on it.</summary>
    public string? Hash { get; set; }
}
