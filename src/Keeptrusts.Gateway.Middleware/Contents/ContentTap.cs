using System.Buffers;

namespace Keeptrusts.Gateway.Middleware.Contents;

/// <summary>Lets an answer's bytes through and shows them to whoever keeps its texts.</summary>
/// <param name="output">Where they go.</param>
/// <param name="content">Sees them.</param>
internal sealed class ContentTap(Func<IBufferWriter<byte>> output, AnswerContent content) : IBufferWriter<byte>
{
    private Memory<byte> _room;

    public Memory<byte> GetMemory(int sizeHint = 0) => _room = output().GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Advance(int count)
    {
        // Before they are handed on: afterwards the room is the writer's again.
        content.TakeEvents(_room.Span[..count]);
        output().Advance(count);
        _room = default;
    }
}
