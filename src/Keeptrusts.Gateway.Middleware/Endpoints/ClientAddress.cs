using System.Net;
using Microsoft.Extensions.Primitives;

namespace Keeptrusts.Gateway.Middleware.Endpoints;

/// <summary>
/// The address of whoever calls. <c>X-Forwarded-For</c> counts only as far as proxies that are trusted wrote it: each appends whom it was called by, so it is
/// read from its end, and the first that is no such proxy is the caller. What stands before that may be anybody's invention.
/// </summary>
internal static class ClientAddress
{
    /// <param name="remote">The connection's other end.</param>
    /// <param name="forwarded">The header's values.</param>
    /// <param name="trusted">The proxies.</param>
    public static IPAddress? Of(IPAddress? remote, StringValues forwarded, IList<IPNetwork> trusted)
    {
        if (trusted.Count == 0 || forwarded.Count == 0 || remote is null)
        {
            return remote;
        }

        var address = Plain(remote);
        var hops = forwarded.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries)).ToList();
        for (var i = hops.Count - 1; i >= 0 && trusted.Any(network => network.Contains(address)); i--)
        {
            if (!IPEndPoint.TryParse(hops[i], out var hop))
            {
                break;
            }

            address = Plain(hop.Address);
        }

        return address;
    }

    // The same machine by another spelling; networks are written in one of them.
    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
