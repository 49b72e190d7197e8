namespace Keeptrusts.Host.Records;

/// <summary>Who pays for a key's calls. The id is what people type.</summary>
internal sealed class Team
{
    public const string DefaultId = "default";

    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>The configuration that governs its keys; <see langword="null"/>: the gateway's.</summary>
    public string? Configuration { get; set; }

    /// <summary>The templates its members may take keys from by themselves; <see langword="null"/>: any that the gateway allows.</summary>
    public IReadOnlyList<string>? AllowedTemplates { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
