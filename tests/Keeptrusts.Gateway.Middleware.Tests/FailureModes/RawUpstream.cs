using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Keeptrusts.Gateway.Middleware.Tests.FailureModes;

/// <summary>A provider below HTTP: a listening socket that does with each connection what the test says.</summary>
internal sealed class RawUpstream : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<TcpClient> _open = [];
    private readonly SemaphoreSlim _asked = new(0);
    private readonly Func<NetworkStream, CancellationToken, Task> _answer;
    private readonly Task _accepting;
    private int _connections;

    private RawUpstream(Func<NetworkStream, CancellationToken, Task> answer, int port = 0)
    {
        (_answer, _listener) = (answer, new(IPAddress.Loopback, port));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri BaseUrl => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");

    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Takes connections and says nothing, whatever is sent.</summary>
    public static RawUpstream Silent() => new(static (_, stop) => Task.Delay(Timeout.Infinite, stop));

    /// <summary>Reads the request, writes a text, in one piece or byte by byte, and then keeps the connection open or closes it.</summary>
    public static RawUpstream Saying(string text, bool closes = true, bool byteByByte = false, int port = 0) => new(async (stream, stop) =>
    {
        await ReadRequestAsync(stream, stop);
        var bytes = Encoding.UTF8.GetBytes(text).AsMemory();
        stream.Socket.NoDelay = true;
        for (var at = 0; at < bytes.Length;)
        {
            var length = byteByByte ? 1 : bytes.Length;
            await stream.WriteAsync(bytes.Slice(at, length), stop);
            at += length;
        }

        if (!closes)
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
    }, port);

    /// <summary>Reads the request, writes a head, and then a drop again and again, as long as somebody listens.</summary>
    public static RawUpstream Dripping(string head, string drop) => new(async (stream, stop) =>
    {
        await ReadRequestAsync(stream, stop);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(head), stop);
        while (true)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(drop), stop);
            await Task.Delay(2, stop);
        }
    });

    /// <summary>Waits until a connection was taken.</summary>
    public async Task WaitAsync() => Assert.True(await _asked.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken), "nobody called");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        foreach (var client in _open)
        {
            client.Dispose();
        }

        _asked.Dispose();
        _stop.Dispose();
    }

    private static async Task ReadRequestAsync(NetworkStream stream, CancellationToken stop)
    {
        var read = new StringBuilder();
        var buffer = new byte[8192];
        while (true)
        {
            var count = await stream.ReadAsync(buffer, stop);
            read.Append(Encoding.Latin1.GetString(buffer, 0, count));
            var text = read.ToString();
            var head = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (count == 0 || (head > 0 && text.Length - head - 4 >= Length(text[..head])))
            {
                return;
            }
        }
    }

    private static int Length(string head) => int.Parse(
        head.Split("\r\n").First(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))["Content-Length:".Length..],
        System.Globalization.CultureInfo.InvariantCulture);

    private async Task AcceptAsync()
    {
        var answering = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _open.Add(client);
                Interlocked.Increment(ref _connections);
                _asked.Release();
                answering.Add(AnswerAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            await Task.WhenAll(answering);
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            await _answer(client.GetStream(), _stop.Token);
            client.Client.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // The test is over, or the gateway has left.
        }
    }
}
