namespace Keeptrusts.Host.Records;

/// <summary>A policy document by name; what it says stands in its versions.</summary>
internal sealed class Configuration
{
    public required string Name { get; init; }

    /// <summary>The revision in force; <see langword="null"/> until one is deployed.</summary>
    public int? Deployed { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public List<ConfigurationVersion> Versions { get; init; } = [];
}
