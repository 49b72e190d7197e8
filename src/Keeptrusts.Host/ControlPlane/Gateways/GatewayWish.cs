using System.Text.Json.Serialization;

namespace Keeptrusts.Host.ControlPlane.Gateways;

/// <summary>Body of <c>PUT /v1/gateways/{id}</c>: all that a gateway is.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record GatewayWish
{
    /// <summary>The configuration that governs where neither key nor team has one; absent: as it is, and for a new gateway the one of its name.</summary>
    public string? Configuration { get; init; }

    /// <summary>The templates that its keys may be taken from; absent: any.</summary>
    public IReadOnlyList<string>? AllowedTemplates { get; init; }

    /// <summary>The deployment environment that selectors see, unless the process was told another.</summary>
    public string? Environment { get; init; }
}
