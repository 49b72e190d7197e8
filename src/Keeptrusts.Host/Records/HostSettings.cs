using System.Net;
using Keeptrusts.Gateway.Middleware.Configuration;

namespace Keeptrusts.Host.Records;

/// <summary>What <c>kt up</c> was asked for, checked.</summary>
internal sealed record HostSettings
{
    public const string DefaultListen = "127.0.0.1:41002";
    public const string DefaultControl = "127.0.0.1:8080";
    public const string DefaultData = ".keeptrusts";

    /// <summary>Where the data plane listens.</summary>
    public required ListenAddress Listen { get; init; }

    /// <summary>Where the control plane and the console listen.</summary>
    public required ListenAddress Control { get; init; }

    /// <summary>Full path of the data folder.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Full path of a folder of templates beside those shipped; <see langword="null"/>: none.</summary>
    public string? Templates { get; init; }

    /// <summary>Connection string of a PostgreSQL server; <see langword="null"/>: a file in the data folder. May hold a password.</summary>
    public string? Database { get; init; }

    /// <summary>Full path of the policy document to import and watch.</summary>
    public string? PolicyConfig { get; init; }

    /// <summary>The deployment environment that selectors see.</summary>
    public string? Environment { get; init; }

    /// <summary>What an acknowledged event survives.</summary>
    public JournalDurability Durability { get; init; }

    /// <summary>Days that events are kept whose policy does not say; <see langword="null"/>: for ever.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>Full path of the folder with the key that signs the audit trail; <see langword="null"/>: <c>keys</c> in the data folder.</summary>
    public string? KeyFolder { get; init; }

    /// <summary>The OpenID provider that people sign in with; <see langword="null"/>: none.</summary>
    public OidcSettings? Oidc { get; init; }

    /// <summary>Whether a proxy that ends TLS stands in front.</summary>
    public bool BehindProxy { get; init; }

    /// <summary>Proxies in front of the gateway whose <c>X-Forwarded-For</c> says who calls.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>Limits of the gateway that differ from its own.</summary>
    public GatewayLimits Limits { get; init; } = new();

    // A record would print every member, the password included.
    public override string ToString() => DataFolder;
}
