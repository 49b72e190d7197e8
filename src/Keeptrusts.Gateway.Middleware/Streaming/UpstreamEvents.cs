using Keeptrusts.Gateway.Middleware.Providers;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Streaming;

/// <summary>Step 7: the provider's bytes become events. Reports silence, so that the caller's connection can be kept alive.</summary>
internal sealed class UpstreamEvents(UpstreamReply reply, AttemptClock clock, SilenceTimer silence, int maxEventBytes) : IDisposable
{
    private readonly SseReader _reader = new(maxEventBytes);

    /// <summary>Whether the stream stopped inside an event, or an event was larger than the gateway takes.</summary>
    public bool Broken => _reader.TooLarge || _reader.Incomplete;

    public bool TryRead(out SseEventKind kind, out ReadOnlySpan<byte> data) => _reader.TryRead(out kind, out data);

    /// <summary>Waits for more bytes.</summary>
    /// <returns>False at the end of the stream, or when an event is too large.</returns>
    /// <exception cref="OperationCanceledException">The caller hung up, or a time limit passed.</exception>
    public async ValueTask<bool> ReadMoreAsync()
    {
        var pending = reply.Body.ReadAsync(_reader.GetMemory(), clock.Token);
        var count = pending.IsCompletedSuccessfully ? pending.Result : await silence.WaitAsync(pending.AsTask()).ConfigureAwait(false);
        clock.Heard();
        _reader.Advance(count);
        return count > 0 && !_reader.TooLarge;
    }

    public void Dispose() => _reader.Dispose();
}
