namespace Keeptrusts.Host.Records;

/// <summary>How far a gateway's journal has been copied into the database.</summary>
internal sealed class ShippingPosition
{
    public required string Gateway { get; init; }

    public required long Segment { get; set; }

    public required long Offset { get; set; }
}
