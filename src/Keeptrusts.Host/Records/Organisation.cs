namespace Keeptrusts.Host.Records;

/// <summary>The organisation that this control plane serves; there is exactly one.</summary>
internal sealed class Organisation
{
    public const string DefaultId = "default";

    public required string Id { get; init; }

    public required string Name { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
