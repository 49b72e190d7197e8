using System.Buffers;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>Step 8 for streams: each event is judged before any of it is sent.</summary>
internal interface IStreamGuard
{
    /// <summary>What the provider says was used.</summary>
    ReplyUsage? Usage { get; }

    /// <summary>Why the answer ended; of several, the first.</summary>
    string? FinishReason { get; }

    /// <summary>Whether the answer says that the provider has failed.</summary>
    bool Failed { get; }

    /// <summary>Whether the answer has come to its end, whatever else may follow.</summary>
    bool AllFinished { get; }

    /// <summary>Whether a text or a tool call has been released.</summary>
    bool Spoke { get; }

    /// <summary>The last bytes of a whole answer: sent once the call is recorded.</summary>
    ReadOnlyMemory<byte> Terminal { get; }

    /// <summary>The number that the next event has, where events are numbered.</summary>
    long NextNumber { get; }

    /// <summary>Goes on where a human has to allow a tool call: the caller sees the answer end there, and the rest is only kept.</summary>
    void Keep(IAnswerKeeper keeper);

    /// <summary>Judges an event's data and writes what may be shown.</summary>
    GuardStep Take(ReadOnlySpan<byte> data, IBufferWriter<byte> output);

    /// <summary>The stream is over: what is still held goes out.</summary>
    GuardStep Finish(IBufferWriter<byte> output);

    /// <summary>Ends the answer in the middle, because it is too long.</summary>
    /// <param name="data">The data that were just taken.</param>
    /// <param name="used">What was used until now, as the gateway counts it; told where the caller hears of usage.</param>
    /// <param name="output">Where to.</param>
    void CutShort(ReadOnlySpan<byte> data, ReplyUsage used, IBufferWriter<byte> output);
}
