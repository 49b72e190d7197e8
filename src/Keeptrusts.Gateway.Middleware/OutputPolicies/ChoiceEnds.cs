using System.Buffers;
using System.Text;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>Which choices of a stream have begun, and which have ended.</summary>
/// <param name="asked">How many were asked for.</param>
internal sealed class ChoiceEnds(int asked)
{
    /// <summary>More than any provider gives; who asks for more is not told of the end of each.</summary>
    private const int Most = 128;


    private readonly ChunkWriter _writer = new();
    private readonly Dictionary<int, bool> _ended = [];

    /// <summary>Why the first choice ended.</summary>
    public string? FinishReason { get; private set; }

    /// <summary>Whether every choice that was asked for, and every other that began, has ended.</summary>
    public bool All => _ended.Count >= asked && _ended.Values.All(ended => ended);

    public bool Has(int choice) => _ended.GetValueOrDefault(choice);

    public void Note(Reply reply)
    {
        foreach (var choice in reply.Choices)
        {
            if (choice.FinishReason is null)
            {
                _ended.TryAdd(choice.Index, false);
                continue;
            }

            _ended[choice.Index] = true;
            FinishReason ??= choice.FinishReason;
        }
    }

    /// <summary>Ends every choice that has not ended, in a chunk's envelope.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="shape">The chunk, read.</param>
    /// <param name="reason">Why.</param>
    /// <param name="withheld">Whether the chunk itself is not sent, so that choices that end in it have not ended either.</param>
    /// <param name="output">Where to.</param>
    public void WriteRest(ReadOnlySpan<byte> chunk, Reply shape, ReadOnlySpan<byte> reason, bool withheld, IBufferWriter<byte> output)
    {
        FinishReason = Encoding.ASCII.GetString(reason);
        if (shape.ChoicesValue.Length == 0)
        {
            return; // An event without choices is no envelope for them.
        }

        for (var choice = 0; choice < Math.Min(asked, Most); choice++)
        {
            _ended.TryAdd(choice, false); // Nothing came of it yet, and nothing will.
        }

        foreach (var (choice, ended) in _ended)
        {
            if (!ended || (withheld && shape.Choices.Exists(c => c.Index == choice && c.FinishReason is not null)))
            {
                _writer.WriteFinish(chunk, shape, choice, reason, output);
            }
        }
    }

    /// <summary>Tells what was used, as a provider does behind the ends.</summary>
    public void WriteUsage(ReadOnlySpan<byte> chunk, Reply shape, ReplyUsage used, IBufferWriter<byte> output) => _writer.WriteUsage(chunk, shape, used, output);
}
