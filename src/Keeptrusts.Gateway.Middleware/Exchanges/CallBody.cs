using System.Buffers;

namespace Keeptrusts.Gateway.Middleware.Exchanges;

/// <summary>A request body in a pooled buffer.</summary>
internal sealed class CallBody(byte[] buffer, int length) : IDisposable
{
    private byte[]? _buffer = buffer;

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, length);

    public void Dispose()
    {
        if (_buffer is { } rented)
        {
            _buffer = null;
            rented.AsSpan(0, length).Clear();
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
