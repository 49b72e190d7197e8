using Keeptrusts.Host.ControlPlane.Gateways;

namespace Keeptrusts.Host.Composition;

/// <summary>Asks both planes over the network before anybody is told that they answer.</summary>
internal static class ReadyProbe
{
    private static readonly TimeSpan ConsoleDelay = TimeSpan.FromSeconds(2);

    /// <summary>Asks for the console's first page, so that the first person does not wait for what is put together then.</summary>
    public static async Task WarmConsoleAsync(PlaneAddresses addresses, TimeProvider time, CancellationToken cancellationToken)
    {
        await Task.Delay(ConsoleDelay, time, cancellationToken);
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };
            using var page = await http.GetAsync(new Uri($"{addresses.Control}/signin"), cancellationToken);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            // It was for speed only.
        }
    }

    public static async Task WaitAsync(PlaneAddresses addresses, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(10) };
        using var gateway = await http.GetAsync(new Uri($"{addresses.Gateway}/healthz"), cancellationToken);
        using var control = await http.GetAsync(new Uri($"{addresses.Control}/healthz"), cancellationToken);
    }
}
