using System.Buffers;
using System.Globalization;
using System.Text;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Redaction;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>A tool call of a stream that waits until it is whole: what was said of it, judged as text already, and how it is written.</summary>
/// <param name="choice">Its choice.</param>
/// <param name="item">Its index among the choice's calls; -1 for the older form.</param>
/// <param name="id">Its id; empty while none came.</param>
internal sealed class HeldCall(int choice, int item, byte[] id)
{
    private readonly List<GuardChannel> _channels = [];
    private readonly ArrayBufferWriter<byte> _deltas = new(256);
    private readonly List<int> _ends = [];
    private readonly List<(GuardChannelKey Key, string Text)> _tails = [];
    private readonly StringBuilder _name = new();
    private readonly StringBuilder _arguments = new();

    public int Choice => choice;

    public int Item => item;

    /// <summary>Whether it was judged; nothing may be added then.</summary>
    public bool Ended { get; set; }

    /// <summary>Bytes that wait.</summary>
    public int Size => _deltas.WrittenCount;

    /// <summary>The call, for the policies that decide on it.</summary>
    public ToolCall Said => new(_name.ToString(), _arguments.ToString(), item < 0 ? $"/choices/{choice}/function_call" : $"/choices/{choice}/tool_calls/{item}");

    /// <summary>Whether a chunk with this id goes on with the call. Some providers give every call the same index, and a new id.</summary>
    public bool Continues(ReadOnlySpan<byte> chunkId) => chunkId.IsEmpty || id.Length == 0 || chunkId.SequenceEqual(id);

    /// <summary>The channel of one of its texts.</summary>
    public GuardChannel Channel(PhaseEvaluation? evaluation, TokenVault? issued, ReplyText text)
    {
        foreach (var known in _channels)
        {
            if (known.Key.Path == text.Path)
            {
                return known;
            }
        }

        var key = new GuardChannelKey(choice, item, text.Path);
        var format = text.Slot.Kind == TextKind.Json ? ChannelFormat.Json : ChannelFormat.Text;
        var channel = new GuardChannel(key, evaluation?.OpenChannel(format, key.At, key.Source), issued?.OpenRestorer(inTools: true, asJson: format == ChannelFormat.Json), this);
        _channels.Add(channel);
        return channel;
    }

    /// <summary>Whether it has two names: clients would not agree on which tool it calls.</summary>
    public bool Contradicts { get; private set; }

    /// <summary>Takes what was judged of one of its texts, before placeholders are turned back.</summary>
    /// <returns>False where that only repeats its name, as some providers do in each chunk.</returns>
    public bool Hear(string path, ReadOnlySpan<char> text)
    {
        if (ReplySources.IsToolName(path))
        {
            if (_name.Length > 0 && text.Length > 0)
            {
                Contradicts |= !_name.Equals(text);
                return false;
            }

            _name.Append(text);
        }
        else if (ReplySources.IsToolArguments(path))
        {
            _arguments.Append(text);
        }

        return true;
    }

    /// <summary>Keeps what a chunk says of it, with the chunk's edits.</summary>
    public void Add(ReadOnlySpan<byte> chunk, ReplyCall call, JsonEdits edits)
    {
        if (!call.Numbered && item > 0 && call.Value.Length > 2)
        {
            // Its place in the array said which call it is; alone, it has to say so itself.
            edits.ReplaceByRaw(new(call.Value.Start + 1, call.Value.Start + 1), Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"\"index\":{item},")));
        }

        if (call.Given.Length > 0)
        {
            var given = new ArrayBufferWriter<byte>();
            edits.Apply(chunk, call.Given, given);
            _arguments.Append(Encoding.UTF8.GetString(given.WrittenSpan));
        }

        edits.Apply(chunk, call.Value, _deltas);
        _ends.Add(_deltas.WrittenCount);
    }

    /// <summary>No more comes: what its texts still hold is taken.</summary>
    public void Complete()
    {
        Ended = true;
        foreach (var channel in _channels)
        {
            var rest = new ArrayBufferWriter<char>();
            channel.Complete(rest);
            if (rest.WrittenCount > 0)
            {
                _tails.Add((channel.Key, rest.WrittenSpan.ToString()));
            }
        }
    }

    /// <summary>Writes what was kept, one chunk for each that came, and lets it go.</summary>
    public void Write(ChunkWriter writer, ReadOnlySpan<byte> envelope, Reply shape, IBufferWriter<byte> output)
    {
        var start = 0;
        foreach (var end in _ends)
        {
            writer.WriteCall(envelope, shape, choice, item >= 0, _deltas.WrittenSpan[start..end], output);
            start = end;
        }

        foreach (var (key, text) in _tails)
        {
            writer.WriteText(envelope, shape, key, text, output);
        }

        _deltas.ResetWrittenCount();
        _ends.Clear();
        _tails.Clear();
    }
}
