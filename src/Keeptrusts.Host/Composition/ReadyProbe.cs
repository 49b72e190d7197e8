using Keeptrusts.Host.ControlPlane.Gateways;

namespace Keeptrusts.Host.Composition;

/// <summary>Asks both planes over the network before anybody is told that they answer.</summary>
internal static class ReadyProbe
{
    public static async Task WaitAsync(PlaneAddresses addresses, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };
        using var gateway = await http.GetAsync(new Uri($"{addresses.Gateway}/healthz"), cancellationToken);
        using var control = await http.GetAsync(new Uri($"{addresses.Control}/healthz"), cancellationToken);
    }
}
