using System.Buffers;
using Keeptrusts.Gateway.Middleware.Contents;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>Sends events as they come.</summary>
internal sealed class LiveSink(CallState state) : IStreamSink
{
    public const string ContentType = "text/event-stream; charset=utf-8";

    private readonly ICallReply _reply = state.Record.Call.Reply;
    private readonly ContentTap? _tap = state.Content is { } content ? new(() => state.Record.Call.Reply.Body, content.Said) : null;
    private bool _written;

    public IBufferWriter<byte> Output
    {
        get
        {
            _written = true;
            return _tap ?? (IBufferWriter<byte>)_reply.Body;
        }
    }

    public void Open()
    {
        if (!_reply.HasStarted)
        {
            _reply.Start(200, ContentType, ReplyHeaders.Of(state, null, null));
        }
    }

    public async ValueTask<bool> FlushAsync(CancellationToken hungUp)
    {
        if (!_written)
        {
            return false;
        }

        _written = false;
        var sends = !_reply.Body.CanGetUnflushedBytes || _reply.Body.UnflushedBytes > 0; // A judge may have kept all of what the provider said.

        // Servers abort the connection of a flush that is cancelled, and then a caller whose call is cut would not hear why. So the flush goes on by itself.
        var flushing = _reply.Body.FlushAsync(state.Record.Call.End.HungUp);
        _ = flushing.IsCompletedSuccessfully ? flushing.Result : await flushing.AsTask().WaitAsync(hungUp).ConfigureAwait(false);
        return sends;
    }

    public async ValueTask KeepAliveAsync()
    {
        Open();
        Output.Write(state.Record.Call.Surface.Kind == SurfaceKind.Messages ? "event: ping\ndata: {\"type\": \"ping\"}\n\n"u8 : ": keep-alive\n\n"u8);
        await FlushAsync(state.Record.Call.HungUp).ConfigureAwait(false);
    }

    public Ending Complete(ReadOnlyMemory<byte> terminal) => new() { Outcome = Outcomes.Completed, Status = 200, Terminal = terminal };

    public ReadOnlyMemory<byte> Kept(ReadOnlyMemory<byte> terminal) => throw new InvalidOperationException("What has been sent was not kept.");

    public void Discard()
    {
    }
}
