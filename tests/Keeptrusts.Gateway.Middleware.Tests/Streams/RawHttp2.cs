using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Keeptrusts.Gateway.Middleware.Tests.Streams;

/// <summary>One call over HTTP/2, frame by frame: what really comes, and in which order. An HTTP client throws away what it has not read yet when a reset comes.</summary>
internal sealed class RawHttp2
{
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Reset = 3;
    private const byte Settings = 4;
    private const byte EndsStream = 1;

    private RawHttp2()
    {
    }

    /// <summary>What came in the frames of data.</summary>
    public string Body { get; private set; } = "";

    /// <summary>The code of the reset behind it; <see langword="null"/>: the stream ended properly.</summary>
    public uint? ResetCode { get; private set; }

    public static async Task<RawHttp2> PostAsync(HttpClient gateway, string path, string body, params (string Name, string Value)[] headers)
    {
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(gateway.BaseAddress!.Host, gateway.BaseAddress.Port, TestContext.Current.CancellationToken);
        var stream = tcp.GetStream();
        var content = Encoding.UTF8.GetBytes(body);
        var fields = new MemoryStream();
        (string, string)[] all = [(":method", "POST"), (":scheme", "http"), (":path", path), (":authority", "gateway"), ("content-type", "application/json"), .. headers];
        foreach (var (name, value) in all)
        {
            fields.WriteByte(0); // A literal that is not to be remembered.
            Literal(fields, name);
            Literal(fields, value);
        }

        byte[] request = [.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, .. Frame(Settings, 0, 0, []), .. Frame(Headers, 4, 1, fields.ToArray()), .. Frame(Data, EndsStream, 1, content)];
        await stream.WriteAsync(request, TestContext.Current.CancellationToken);
        var call = new RawHttp2();
        await call.ReadAsync(stream);
        return call;
    }

    private static void Literal(MemoryStream fields, string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        if (bytes.Length < 127)
        {
            fields.WriteByte((byte)bytes.Length);
        }
        else
        {
            fields.WriteByte(127);
            fields.WriteByte((byte)(bytes.Length - 127));
        }

        fields.Write(bytes);
    }

    private static byte[] Frame(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, payload.Length << 8);
        (frame[3], frame[4]) = (type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        return frame;
    }

    private async Task ReadAsync(NetworkStream stream)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        var body = new MemoryStream();
        var head = new byte[9];
        for (var ended = false; !ended;)
        {
            await stream.ReadExactlyAsync(head, patience.Token);
            var payload = new byte[BinaryPrimitives.ReadInt32BigEndian(head) >> 8];
            await stream.ReadExactlyAsync(payload, patience.Token);
            switch (head[3])
            {
                case Data:
                    body.Write(payload);
                    ended = (head[4] & EndsStream) != 0;
                    break;
                case Reset:
                    ResetCode = BinaryPrimitives.ReadUInt32BigEndian(payload);
                    ended = true;
                    break;
                case Settings when (head[4] & 1) == 0:
                    await stream.WriteAsync(Frame(Settings, 1, 0, []), patience.Token);
                    break;
            }
        }

        Body = Encoding.UTF8.GetString(body.ToArray());
    }
}
