using System.Net.Sockets;
using System.Text;

namespace Keeptrusts.Gateway.Middleware.Tests.FailureModes;

/// <summary>A client that writes bytes into a socket and keeps those that come back: what no HTTP client would send, and how an answer really ends.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _tcp = new();
    private readonly MemoryStream _heard = new();
    private NetworkStream _stream = null!;

    private RawClient()
    {
    }

    /// <summary>All that came back so far.</summary>
    public string Heard => Encoding.UTF8.GetString(_heard.ToArray());

    /// <summary>Whether the other end broke the connection off, rather than closing it.</summary>
    public bool WasReset { get; private set; }

    /// <summary>The status of the first answer.</summary>
    public int Status => int.Parse(Heard.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture);

    public static async Task<RawClient> SendAsync(HttpClient gateway, string text)
    {
        var client = new RawClient();
        await client._tcp.ConnectAsync(gateway.BaseAddress!.Host, gateway.BaseAddress.Port, TestContext.Current.CancellationToken);
        client._stream = client._tcp.GetStream();
        await client.WriteAsync(text);
        return client;
    }

    /// <summary>A request as an ordinary client writes it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="body">The body.</param>
    /// <param name="headers">Header lines, each with its line break.</param>
    public static string Post(string path, string body, string headers) =>
        $"POST {path} HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n{headers}\r\n{body}";

    public async Task WriteAsync(string text) => await _stream.WriteAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);

    /// <summary>Says that nothing more will be sent, and goes on listening.</summary>
    public void CloseHalf() => _tcp.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Reads until the other end closes the connection.</summary>
    /// <returns>Whether it was closed; otherwise nothing came for a while.</returns>
    public Task<bool> ReadToEndAsync() => ReadUntilAsync(_ => false);

    /// <summary>Reads until what came back is as wanted, or the other end closes.</summary>
    /// <returns>Whether the other end closed.</returns>
    public async Task<bool> ReadUntilAsync(Func<string, bool> enough)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        var buffer = new byte[8192];
        while (!enough(Heard))
        {
            int count;
            try
            {
                count = await _stream.ReadAsync(buffer, patience.Token);
            }
            catch (IOException)
            {
                WasReset = true;
                return true;
            }

            if (count == 0)
            {
                return true;
            }

            _heard.Write(buffer, 0, count);
        }

        return false;
    }

    public void Dispose() => _tcp.Dispose();
}
