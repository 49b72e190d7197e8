using System.Buffers;

namespace Keeptrusts.Gateway.Middleware.Translation;

/// <summary>Translates an answer that comes whole.</summary>
/// <param name="translate">Writes the answer's translation; nothing, where it is no answer.</param>
/// <param name="mostBytes">Longest answer that is waited for; a longer one passes as it is, since whoever reads it refuses it for its size.</param>
internal sealed class WholeTranslator(Action<ReadOnlyMemory<byte>, IBufferWriter<byte>> translate, int mostBytes) : IAnswerTranslator
{
    private readonly ArrayBufferWriter<byte> _body = new(2048);
    private bool _tooLarge;

    public void Take(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        if (_tooLarge)
        {
            output.Write(bytes);
            return;
        }

        _body.Write(bytes);
        if (_body.WrittenCount > mostBytes)
        {
            _tooLarge = true;
            output.Write(_body.WrittenSpan);
        }
    }

    public void Finish(IBufferWriter<byte> output)
    {
        if (!_tooLarge)
        {
            translate(_body.WrittenMemory, output);
        }
    }
}
