using System.Buffers;
using Keeptrusts.Gateway.Middleware.OutputPolicies;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>Keeps events until the whole answer has passed (<c>streaming: buffered</c>): a blocked answer shows nothing.</summary>
internal sealed class BufferedSink : IStreamSink, IAnswerKeeper
{
    private readonly ArrayBufferWriter<byte> _events = new(4096);
    private readonly LiveSink _live;

    public BufferedSink(CallState state) => _live = new(state);

    public IBufferWriter<byte> Output => _events;

    public IBufferWriter<byte>? Shown => null;

    public void Open()
    {
        // Not before the answer is judged: until then it can still become an error with a status of its own.
    }

    public ValueTask<bool> FlushAsync(CancellationToken hungUp) => new(false);

    public ValueTask KeepAliveAsync() => _live.KeepAliveAsync();

    public Ending Complete(ReadOnlyMemory<byte> terminal)
    {
        _live.Open();
        _live.Output.Write(_events.WrittenSpan);
        return _live.Complete(terminal);
    }

    public ReadOnlyMemory<byte> Kept(ReadOnlyMemory<byte> terminal) => (byte[])[.. _events.WrittenSpan, .. terminal.Span];

    public void Hide()
    {
        // Nothing has been shown.
    }

    public void Discard() => _events.ResetWrittenCount();
}
