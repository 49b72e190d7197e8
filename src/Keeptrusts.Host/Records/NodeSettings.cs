using System.Net;
using Keeptrusts.Gateway.Middleware.Configuration;

namespace Keeptrusts.Host.Records;

/// <summary>What <c>kt gateway run</c> was asked for, checked.</summary>
internal sealed record NodeSettings
{
    /// <summary>Where the gateway listens.</summary>
    public required ListenAddress Listen { get; init; }

    /// <summary>Full path of the data folder.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The control planes, in the order in which they are tried.</summary>
    public required IReadOnlyList<Uri> ControlPlanes { get; init; }

    /// <summary>A control token of the role <c>gateway</c>. Never shown or logged.</summary>
    public required string Token { get; init; }

    /// <summary>The gateway that this node serves as.</summary>
    public string Gateway { get; init; } = GatewayNode.LocalId;

    /// <summary>The deployment environment that selectors see; <see langword="null"/>: the gateway's.</summary>
    public string? Environment { get; init; }

    /// <summary>When an event counts as recorded.</summary>
    public JournalDurability Durability { get; init; }

    /// <summary>How long the node serves by what it has while no control plane can be reached.</summary>
    public TimeSpan MaxStale { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Proxies in front of the gateway whose <c>X-Forwarded-For</c> says who calls.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Limits of the gateway that differ from its own.</summary>
    public GatewayLimits Limits { get; init; } = new();

    // A record would print every member, the token included.
    public override string ToString() => DataFolder;
}
