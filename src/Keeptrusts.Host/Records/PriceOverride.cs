namespace Keeptrusts.Host.Records;

/// <summary>A model's price that the organisation set, before the built-in table.</summary>
internal sealed class PriceOverride
{
    /// <summary>The provider's name, such as <c>openai</c>.</summary>
    public required string Provider { get; init; }

    public required string Model { get; init; }

    /// <summary>The price as JSON, with the fields of a target's <c>pricing</c>.</summary>
    public required string Json { get; set; }

    public required DateTimeOffset UpdatedAt { get; set; }
}
