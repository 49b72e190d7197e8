namespace Keeptrusts.Gateway.Middleware.Configuration;

/// <summary>Settings of a gateway that is a node of a remote control plane.</summary>
public sealed class ControlPlaneOptions
{
    /// <summary>Addresses of control planes over one database; tried in turn.</summary>
    public IList<Uri> Addresses { get; } = [];

    /// <summary>The gateway to serve as. Default <c>local-gw</c>.</summary>
    public string Gateway { get; set; } = "local-gw";

    /// <summary>
    /// The folder of this node, of which no other process may use it: its identity, its journal, and what it last served by, so that it can start while no
    /// control plane can be reached. Default <c>.keeptrusts-node</c>.
    /// </summary>
    public string DataFolder { get; set; } = ".keeptrusts-node";

    /// <summary>How long calls are served while no control plane can be reached. Default five minutes; then they get 503 <c>config_stale</c>.</summary>
    public TimeSpan MaxStale { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Lets a control plane on another machine be reached without TLS, so that the token and what comes back cross the network in clear. Default
    /// <see langword="false"/>.
    /// </summary>
    public bool AllowHttp { get; set; }

    /// <summary>A control token of the role <c>gateway</c>.</summary>
    internal string Token { get; set; } = "";

    /// <summary>Where the node listens, for people; where it is absent, the first address of the host's server.</summary>
    internal string? Address { get; set; }

    /// <summary>The node's identity, where the host keeps the folder itself.</summary>
    internal string? NodeId { get; set; }

    /// <summary>The program's version, for people.</summary>
    internal string? Version { get; set; }

    /// <summary>Finds an environment variable that a document names.</summary>
    internal Func<string, string?> Environment { get; set; } = System.Environment.GetEnvironmentVariable;

    /// <summary>How long the start waits for a control plane before it goes by what the folder keeps.</summary>
    internal TimeSpan FirstLink { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What is wrong with the settings, in a sentence that says what to do.</summary>
    internal string? Problem() =>
        Addresses.Count == 0 ? "Say where the control plane is, such as https://keeptrusts.example.com."
        : Addresses.FirstOrDefault(a => !a.IsAbsoluteUri || (a.Scheme != Uri.UriSchemeHttps && a.Scheme != Uri.UriSchemeHttp)) is { } strange ? $"`{strange}` is no URL of a control plane; write it like https://keeptrusts.example.com."
        : !AllowHttp && Addresses.FirstOrDefault(a => a.Scheme == Uri.UriSchemeHttp && !a.IsLoopback) is { } bare ? $"The token and what comes back would cross the network to {bare.Host} in clear; use https, or set `AllowHttp` where the network is yours."
        : Token.Length == 0 ? "The token is empty; `kt tokens create --type control --role gateway --name NAME` makes one."
        : Gateway.Length == 0 ? "Say which gateway to serve as: set `Gateway`."
        : MaxStale <= TimeSpan.Zero ? "`MaxStale` has to be longer than nothing."
        : null;
}
