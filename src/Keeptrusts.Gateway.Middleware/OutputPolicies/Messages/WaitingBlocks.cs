using System.Buffers;
using Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies.Messages;

/// <summary>
/// Events that wait: those of a call until it is whole and may be made, and whatever follows the end of a text block of which something is not decided,
/// since the next text may go on with it. They leave in the order in which they came, each text where it belongs.
/// </summary>
/// <param name="textOf">The text of a block; <see langword="null"/> where it has none.</param>
internal sealed class WaitingBlocks(Func<int, SpokenText?> textOf)
{
    public const string Start = "content_block_start";
    public const string Stop = "content_block_stop";

    private static readonly JsonEdits NoEdits = new();
    private readonly Queue<(string Type, int Block, byte[] Data)> _events = new();

    public bool IsEmpty => _events.Count == 0;

    /// <summary>Bytes that wait.</summary>
    public long Size { get; private set; }

    /// <summary>The call that nobody has decided about; -1: none.</summary>
    public int Call { get; set; } = -1;

    public void Add(string type, int block, ReadOnlySpan<byte> data, JsonEdits edits)
    {
        var ready = new ArrayBufferWriter<byte>(data.Length);
        edits.Apply(data, ready);
        _events.Enqueue((type, block, ready.WrittenSpan.ToArray()));
        Grow(data.Length);
    }

    /// <summary>Takes note of text that waits with its block.</summary>
    public void Grow(int bytes) => Size += bytes;

    /// <summary>Lets go what need not wait.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="isCut">Whether the answer ends here: then only calls wait, and nothing is waited for.</param>
    /// <returns>Whether a text or a call has left.</returns>
    public bool Release(IBufferWriter<byte> output, bool isCut = false)
    {
        var spoke = false;
        while (_events.TryPeek(out var first) && (first.Block < 0 || first.Block != Call))
        {
            var text = textOf(first.Block);
            if (first.Type == Stop && text is not null && !isCut)
            {
                if (!text.Ended && text.Run.Holds(text))
                {
                    return spoke;
                }

                text.End();
            }

            if (first.Type == Stop && text is not null)
            {
                spoke |= MessagesEventWriter.WritePending(text, output);
            }

            MessagesEventWriter.Write(first.Type, first.Data, NoEdits, output);
            if (first.Type == Start && text is not null)
            {
                spoke |= MessagesEventWriter.WritePending(text, output);
            }

            _events.Dequeue();
        }

        Size = _events.Count == 0 ? 0 : Size;
        return spoke;
    }
}
