using System.Globalization;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Gateways;

/// <summary>The options of <c>kt gateway run</c> as typed; what is absent comes from the environment, else from the defaults.</summary>
internal sealed record NodeWishes(
    IReadOnlyList<string> ControlPlanes, string? Token, string? Listen, string? Data, string? Gateway, string? Environment, string? MaxStale, bool BehindProxy, bool AllowHttp)
{
    public const string DefaultData = ".keeptrusts-node";

    public IReadOnlyList<string> Trusted { get; init; } = [];

    public GatewayLimits Limits { get; init; } = new();

    public Outcome<NodeSettings> Check(CliSurroundings around)
    {
        var planes = ControlPlanes.Count > 0 ? ControlPlanes : (around.Variable("KEEPTRUSTS_CONTROL_PLANE") ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (planes.Count == 0)
        {
            return Invalid("--control-plane says where the control plane is, such as https://keeptrusts.example.com (or set KEEPTRUSTS_CONTROL_PLANE)");
        }

        var addresses = new List<Uri>();
        foreach (var plane in planes)
        {
            if (!Uri.TryCreate(plane, UriKind.Absolute, out var address) || (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps))
            {
                return Invalid($"--control-plane: `{plane}` is no URL; write it like https://keeptrusts.example.com or http://127.0.0.1:8080");
            }

            if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback && !AllowHttp)
            {
                return Invalid($"--control-plane: the token and what comes back would cross the network to {address.Host} in clear; use https, or say --allow-http where the network is yours");
            }

            addresses.Add(address);
        }

        if ((Token ?? around.Variable("KEEPTRUSTS_GATEWAY_TOKEN")) is not { Length: > 0 } token)
        {
            return Invalid("--gateway-token (or KEEPTRUSTS_GATEWAY_TOKEN) takes a control token of the role `gateway`: `kt tokens create --type control --role gateway --name NAME` makes one");
        }

        if (ListenAddress.Parse(Listen ?? around.Variable("KEEPTRUSTS_LISTEN") ?? HostSettings.DefaultListen, "--listen").Refused(out var badListen, out var listen))
        {
            return badListen;
        }

        if (!listen.IsLoopback && !BehindProxy && around.Variable("KEEPTRUSTS_BEHIND_PROXY") is not ("1" or "true"))
        {
            return Invalid($"{listen.Address} can be reached from other machines, and keys would cross the network in clear; stay on 127.0.0.1, or put a proxy that ends TLS in front and say --behind-proxy");
        }

        var stale = MaxStale ?? around.Variable("KEEPTRUSTS_MAX_STALE_SECONDS") ?? "300";
        if (!int.TryParse(stale, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds < 1)
        {
            return Invalid($"--max-stale-seconds: `{stale}` is no number of seconds; write a whole number above 0");
        }

        if (TrustedProxies.Read(Trusted, around).Refused(out var badProxy, out var proxies))
        {
            return badProxy;
        }

        return new NodeSettings
        {
            TrustedProxies = proxies,
            Limits = Limits,
            Listen = listen,
            DataFolder = Path.GetFullPath(Data ?? around.Variable("KEEPTRUSTS_DATA") ?? DefaultData, around.WorkingDirectory),
            ControlPlanes = addresses,
            Token = token,
            Gateway = Gateway ?? around.Variable("KEEPTRUSTS_GATEWAY") ?? GatewayNode.LocalId,
            Environment = Environment ?? around.Variable("KEEPTRUSTS_ENVIRONMENT"),
            MaxStale = TimeSpan.FromSeconds(seconds),
        };
    }

    // A record would print every member, the token included.
    public override string ToString() => nameof(NodeWishes);

    private static Refusal Invalid(string message) => new(RefusalKind.Invalid, message);
}
