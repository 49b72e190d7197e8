namespace Keeptrusts.Host.Records;

/// <summary>A gateway that this control plane configures. Any number of processes may serve as it: see <see cref="NodeSession"/>.</summary>
internal sealed class GatewayNode
{
    public const string LocalId = "local-gw";

    public required string Id { get; init; }

    /// <summary>The configuration that governs keys and teams without one of their own.</summary>
    public required string Configuration { get; set; }

    /// <summary>The templates that keys of this gateway may be taken from; <see langword="null"/>: any.</summary>
    public IReadOnlyList<string>? AllowedTemplates { get; set; }

    /// <summary>The deployment environment that selectors see, unless the process was told another.</summary>
    public string? Environment { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
