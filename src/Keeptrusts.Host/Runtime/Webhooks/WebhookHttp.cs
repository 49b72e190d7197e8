using System.Net;
using System.Net.Sockets;
using Keeptrusts.Host.ControlPlane.Webhooks;

namespace Keeptrusts.Host.Runtime.Webhooks;

/// <summary>
/// Speaks HTTP to webhooks. Addresses are checked when a connection is made, after the name was resolved, and the connection goes to the very address
/// that was checked: a name that changes its mind in between gains nothing. No redirects, no proxy, no cookies.
/// </summary>
internal static class WebhookHttp
{
    public static HttpMessageInvoker Create(AddressRules addresses) => new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(1),
            MaxResponseHeadersLength = 16,
            ConnectCallback = (context, cancellationToken) => ConnectAsync(addresses, context.DnsEndPoint, cancellationToken),
        },
        disposeHandler: true);

    private static async ValueTask<Stream> ConnectAsync(AddressRules addresses, DnsEndPoint target, CancellationToken cancellationToken)
    {
        var resolved = IPAddress.TryParse(target.Host.Trim('[', ']'), out var literal) ? [literal] : await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        IPAddress[] allowed = [.. resolved.Where(address => addresses.Allows(target.Host, address))];
        if (allowed.Length == 0)
        {
            throw new AddressNotAllowedException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
