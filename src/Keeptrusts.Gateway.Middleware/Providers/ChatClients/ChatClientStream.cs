using System.Buffers;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.Providers.ChatClients;

/// <summary>A chat client's updates as the bytes of an event stream, made as they are read.</summary>
/// <param name="updates">What the client says.</param>
/// <param name="json">Writes it.</param>
/// <param name="cancellation">Ends the client's work.</param>
internal sealed class ChatClientStream(IAsyncEnumerable<ChatResponseUpdate> updates, ChatReplyJson json, CancellationToken cancellation) : Stream
{
    private readonly IAsyncEnumerator<ChatResponseUpdate> _updates = updates.GetAsyncEnumerator(cancellation);
    private readonly ArrayBufferWriter<byte> _written = new();
    private Task<bool>? _pending;
    private bool _over;
    private int _given;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Waits for the first update.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        _pending = _updates.MoveNextAsync().AsTask();
        await _pending.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <exception cref="IOException">The client failed; what it says of that may quote anything.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_given == _written.WrittenCount && !_over)
        {
            _written.ResetWrittenCount();
            _given = 0;
            await AdvanceAsync(cancellationToken).ConfigureAwait(false);
        }

        var length = Math.Min(buffer.Length, _written.WrittenCount - _given);
        _written.WrittenSpan.Slice(_given, length).CopyTo(buffer.Span);
        _given += length;
        return length;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Answers are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _ = EndAsync();
        }

        base.Dispose(disposing);
    }

    private async Task AdvanceAsync(CancellationToken cancellationToken)
    {
        try
        {
            _pending ??= _updates.MoveNextAsync().AsTask();
            if (await _pending.WaitAsync(cancellationToken).ConfigureAwait(false))
            {
                json.Chunk(_updates.Current, _written);
            }
            else
            {
                _over = true;
                json.End(_written);
            }

            _pending = null;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"The chat client failed ({e.GetType().Name}).");
        }
    }

    // An enumerator must not be ended while it works; a client that heeds its token stops working at once.
    private async Task EndAsync()
    {
        try
        {
            Task pending = _pending ?? Task.CompletedTask;
            await pending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _updates.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Nobody waits for this answer any more.
        }
    }
}
