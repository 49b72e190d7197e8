namespace Keeptrusts.Host.Cli.Connection;

/// <summary>
/// Speaks HTTP to a plane. What is on this machine is reached without a proxy, whatever <c>HTTP_PROXY</c> says: a proxy would see the machine's token in
/// clear, and could not reach the address anyway.
/// </summary>
internal static class PlaneHttp
{
    public static HttpClient Create(string url) => new(Handler(url));

    internal static SocketsHttpHandler Handler(string url) => new()
    {
        AllowAutoRedirect = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        UseProxy = !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.IsLoopback),
    };
}
