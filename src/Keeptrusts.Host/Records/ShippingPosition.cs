namespace Keeptrusts.Host.Records;

/// <summary>How far a journal has been copied into the database.</summary>
internal sealed class ShippingPosition
{
    /// <summary>The journal: the node's id.</summary>
    public required string Journal { get; init; }

    public required long Segment { get; set; }

    public required long Offset { get; set; }
}
