namespace Keeptrusts.Host.Records;

/// <summary>A gateway that this control plane configures.</summary>
internal sealed class GatewayNode
{
    public const string LocalId = "local-gw";

    public required string Id { get; init; }

    /// <summary>The configuration that governs keys and teams without one of their own.</summary>
    public required string Configuration { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}
