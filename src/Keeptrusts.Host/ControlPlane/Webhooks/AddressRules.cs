using System.Net;
using System.Net.Sockets;

namespace Keeptrusts.Host.ControlPlane.Webhooks;

/// <summary>
/// Which addresses a webhook may reach: those of the public internet, and what whoever runs the host has allowed (<c>KEEPTRUSTS_WEBHOOK_ALLOW</c>: host names,
/// addresses and networks like <c>10.1.0.0/16</c>, separated by commas). A name counts by what it resolves to when the connection is made.
/// </summary>
internal sealed class AddressRules
{
    public const string Variable = "KEEPTRUSTS_WEBHOOK_ALLOW";

    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    // Everything but the space that is given out to the public; of that, what carries another address inside is left out as well.
    private static readonly IPNetwork PublicV6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] NotPublicV6 = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(network => IPNetwork.Parse(network))];

    private readonly List<IPNetwork> _networks = [];
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    public AddressRules(string? allowed)
    {
        foreach (var entry in (allowed ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(entry, out var network))
            {
                _networks.Add(network);
            }
            else if (IPAddress.TryParse(entry.Trim('[', ']'), out var address))
            {
                _networks.Add(new(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128));
            }
            else
            {
                _names.Add(entry);
            }
        }
    }

    /// <param name="host">The name that was resolved, or the address itself.</param>
    /// <param name="address">Where the connection would go.</param>
    public bool Allows(string host, IPAddress address)
    {
        var real = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return IsPublic(real) || IsExcepted(host, real);
    }

    /// <summary>Whether a URL's host is allowed by name or address, whatever a name resolves to: only there plain http will do.</summary>
    public bool IsExcepted(string host) => _names.Contains(host) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && _networks.Exists(network => network.Contains(address)));

    private static bool IsPublic(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork
        ? !Array.Exists(NotPublic, network => network.Contains(address))
        : PublicV6.Contains(address) && !Array.Exists(NotPublicV6, network => network.Contains(address));

    private bool IsExcepted(string host, IPAddress address) => _names.Contains(host) || _networks.Exists(network => network.Contains(address));
}
