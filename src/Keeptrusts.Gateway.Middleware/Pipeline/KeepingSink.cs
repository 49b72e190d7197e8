using System.Buffers;
using Keeptrusts.Gateway.Middleware.OutputPolicies;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>
/// Sends events as they come and keeps a copy, for answers of which a part may need a human: the caller then sees the answer end, and what is kept is the
/// whole of it.
/// </summary>
internal sealed class KeepingSink : IStreamSink, IAnswerKeeper, IBufferWriter<byte>
{
    private readonly ArrayBufferWriter<byte> _kept = new(4096);
    private readonly LiveSink _live;
    private bool _hidden;

    public KeepingSink(CallState state) => _live = new(state);

    public IBufferWriter<byte> Output => this;

    public IBufferWriter<byte>? Shown => _live.Output;

    public void Open() => _live.Open();

    public ValueTask<bool> FlushAsync(CancellationToken hungUp) => _live.FlushAsync(hungUp);

    public ValueTask KeepAliveAsync() => _live.KeepAliveAsync();

    public Ending Complete(ReadOnlyMemory<byte> terminal) => _live.Complete(terminal);

    public ReadOnlyMemory<byte> Kept(ReadOnlyMemory<byte> terminal) => (byte[])[.. _kept.WrittenSpan, .. terminal.Span];

    public void Hide() => _hidden = true;

    public void Discard() => _kept.ResetWrittenCount();

    public Memory<byte> GetMemory(int sizeHint = 0) => _kept.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => _kept.GetSpan(sizeHint);

    public void Advance(int count)
    {
        _kept.Advance(count);
        if (!_hidden)
        {
            _live.Output.Write(_kept.WrittenSpan[^count..]);
        }
    }
}
