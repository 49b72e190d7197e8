using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Keeptrusts.Benchmarks.Roles;

namespace Keeptrusts.Benchmarks.Load;

/// <summary>One connection that asks for one paced stream after another, and notes how late each event comes.</summary>
internal sealed class PacedConnection(byte[] request) : IDisposable
{
    private static readonly byte[] Id = Encoding.ASCII.GetBytes(FastUpstream.PacedId);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <summary>From the provider's write to our read, in ticks, for each event that came.</summary>
    public List<long> Delays { get; } = [];

    /// <summary>Streams that came to their proper end.</summary>
    public int Whole { get; private set; }

    public ValueTask ConnectAsync(int port) => _socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), CancellationToken.None);

    /// <summary>One stream.</summary>
    /// <exception cref="IOException">It was refused, or cut.</exception>
    public async Task StreamAsync()
    {
        await _socket.SendAsync(request);
        var (filled, scanned) = (0, 0);
        while (true)
        {
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(filled));
            var now = Stopwatch.GetTimestamp();
            if (read == 0)
            {
                throw new IOException($"The connection was closed in the middle of a stream: {Encoding.UTF8.GetString(_buffer, 0, Math.Min(filled, 400))}");
            }

            filled += read;
            scanned = Note(_buffer.AsSpan(0, filled), scanned, now);
            if (_buffer.AsSpan(0, filled).EndsWith("0\r\n\r\n"u8))
            {
                Finish(_buffer.AsSpan(0, filled));
                return;
            }

            // What has been read of a long stream is not needed again, its last bytes aside, which may begin an id.
            if (filled > _buffer.Length / 2)
            {
                _buffer.AsSpan(scanned, filled - scanned).CopyTo(_buffer);
                (filled, scanned) = (filled - scanned, 0);
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <returns>Where to go on.</returns>
    private int Note(ReadOnlySpan<byte> bytes, int from, long now)
    {
        for (var at = bytes[from..].IndexOf(Id); at >= 0; at = bytes[from..].IndexOf(Id))
        {
            var digits = bytes[(from + at + Id.Length)..];
            var end = digits.IndexOf((byte)'"');
            if (end < 0)
            {
                return from + at;
            }

            if (Utf8Parser.TryParse(digits[..end], out long sent, out _))
            {
                Delays.Add(now - sent);
            }

            from += at + Id.Length + end;
        }

        return Math.Max(from, bytes.Length - Id.Length);
    }

    private void Finish(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IndexOf("data: [DONE]"u8) < 0)
        {
            throw new IOException($"Not a whole stream: {Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 400)])}");
        }

        Whole++;
    }
}
