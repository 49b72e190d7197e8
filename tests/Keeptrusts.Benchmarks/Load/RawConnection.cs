using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Keeptrusts.Benchmarks.Load;

/// <summary>
/// One HTTP/1.1 connection that sends the same bytes again and again and reads just enough of each answer: the generator shares
/// the processors with what it measures, so it has to be cheap.
/// </summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _request;
    private readonly byte[] _buffer = new byte[64 * 1024];

    public RawConnection(byte[] request) => _request = request;

    public ValueTask ConnectAsync(int port) => _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), CancellationToken.None);

    /// <summary>One exchange.</summary>
    /// <returns>Stopwatch ticks until the first byte of the body, and until the end.</returns>
    public async ValueTask<(long FirstByte, long Total)> CallAsync()
    {
        var since = Stopwatch.GetTimestamp();
        await _socket.SendAsync(_request);
        long first = 0;
        var filled = 0;
        var body = -1;
        var length = -1;
        while (true)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(filled));
            if (read == 0)
            {
                throw new IOException("The connection was closed in the middle of an answer.");
            }

            filled += read;
            if (body < 0)
            {
                (body, length) = ReadHead(_buffer.AsSpan(0, filled));
            }

            if (body >= 0 && first == 0 && filled > body)
            {
                first = Stopwatch.GetTimestamp() - since;
            }

            if (body >= 0 && IsWhole(_buffer.AsSpan(body, filled - body), length))
            {
                return (first, Stopwatch.GetTimestamp() - since);
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Where the body begins (-1: the head is not whole yet), and how long it is (-1: chunked).</summary>
    private static (int Body, int Length) ReadHead(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return (-1, -1);
        }

        if (!head.StartsWith("HTTP/1.1 200"u8))
        {
            throw new IOException($"Not a 200: {System.Text.Encoding.UTF8.GetString(head)}");
        }

        var at = head[..end].IndexOf("ontent-Length: "u8);
        return at >= 0 && Utf8Parser.TryParse(head[(at + 15)..], out int length, out _) ? (end + 4, length) : (end + 4, -1);
    }

    private static bool IsWhole(ReadOnlySpan<byte> body, int length) => length >= 0 ? body.Length >= length : body.EndsWith("0\r\n\r\n"u8);
}
