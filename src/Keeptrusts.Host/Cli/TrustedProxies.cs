using System.Net;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli;

/// <summary>The option <c>--trusted-proxy</c>.</summary>
internal static class TrustedProxies
{
    public const string Description = "Network of proxies in front whose X-Forwarded-For says who calls, such as 10.0.0.0/8 (may be repeated) [env: KEEPTRUSTS_TRUSTED_PROXIES]";

    /// <summary>The networks as typed; what is absent comes from the environment.</summary>
    public static Outcome<IReadOnlyList<IPNetwork>> Read(IReadOnlyList<string> typed, CliSurroundings around)
    {
        var texts = typed.Count > 0 ? typed : (around.Variable("KEEPTRUSTS_TRUSTED_PROXIES") ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        var networks = new List<IPNetwork>();
        foreach (var text in texts)
        {
            if (IPAddress.TryParse(text, out var one))
            {
                networks.Add(new(one, one.GetAddressBytes().Length * 8));
            }
            else if (IPNetwork.TryParse(text, out var network))
            {
                networks.Add(network);
            }
            else
            {
                return new Refusal(RefusalKind.Invalid, $"--trusted-proxy: `{text}` is neither an address (10.1.2.3) nor a network (10.0.0.0/8, fd00::/8)");
            }
        }

        return networks;
    }
}
