using System.Buffers;

namespace Keeptrusts.Gateway.Middleware.Translation;

/// <summary>Turns an answer of one dialect into the same answer of another, piece by piece. Pure: no clock, no network.</summary>
internal interface IAnswerTranslator
{
    /// <summary>Takes the next bytes, wherever they were cut, and writes what follows from them.</summary>
    void Take(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output);

    /// <summary>No more bytes come.</summary>
    void Finish(IBufferWriter<byte> output);
}
