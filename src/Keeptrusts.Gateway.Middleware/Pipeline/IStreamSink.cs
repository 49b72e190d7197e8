using System.Buffers;

namespace Keeptrusts.Gateway.Middleware.Pipeline;

/// <summary>Where the events of a stream go.</summary>
internal interface IStreamSink
{
    /// <summary>Takes events.</summary>
    IBufferWriter<byte> Output { get; }

    /// <summary>The provider answers: the response may begin.</summary>
    void Open();

    /// <summary>Sends what was written, if the sink sends at once.</summary>
    /// <returns>Whether anything was sent.</returns>
    ValueTask<bool> FlushAsync(CancellationToken hungUp);

    /// <summary>Nothing came for a while.</summary>
    ValueTask KeepAliveAsync();

    /// <summary>The stream is complete.</summary>
    Ending Complete(ReadOnlyMemory<byte> terminal);

    /// <summary>The whole answer, for a human to decide about.</summary>
    /// <param name="terminal">Its last bytes.</param>
    ReadOnlyMemory<byte> Kept(ReadOnlyMemory<byte> terminal);

    /// <summary>A policy blocks the answer: what was not sent yet and need not be is dropped.</summary>
    void Discard();
}
