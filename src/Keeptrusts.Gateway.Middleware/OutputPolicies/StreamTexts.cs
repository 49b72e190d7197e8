using System.Buffers;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>The texts of a stream, chunk by chunk: each is judged in its channel; what may be shown stands in the chunk, or goes out before it.</summary>
/// <param name="policies">Judge the answer.</param>
/// <param name="tools">Withholds tool calls; <see langword="null"/> where no policy decides on them.</param>
/// <param name="meter">Hears what the model said.</param>
/// <param name="ends">Which choices have ended.</param>
/// <param name="annotations">Withholds annotations; <see langword="null"/> where they may pass as they are.</param>
internal sealed class StreamTexts(AnswerPolicies policies, ToolGate? tools, OutputMeter meter, ChoiceEnds ends, ChoiceAnnotations? annotations)
{
    private readonly ChunkWriter _writer = new();
    private readonly ArrayBufferWriter<char> _released = new(256);
    private readonly List<(GuardChannelKey Key, string Form, int Start, int Length, bool Apart)> _pieces = [];
    private readonly Dictionary<GuardChannelKey, GuardChannel> _channels = [];
    private readonly CallNames _names = new();

    /// <summary>Whether text has been released.</summary>
    public bool Spoke { get; private set; }

    /// <summary>Whether the name of a tool call came in pieces that the policies would change together: the first can no more be taken back.</summary>
    public bool NameTorn { get; private set; }

    /// <summary>Whether a channel holds something back.</summary>
    public bool Holds
    {
        get
        {
            foreach (var channel in _channels.Values)
            {
                if (channel.Holds)
                {
                    return true;
                }
            }

            return false;
        }
    }

    private bool Changes => policies.Texts is { Blocked: false } || policies is { Texts: null, Issued: not null };

    /// <summary>A chunk begins.</summary>
    public void Begin()
    {
        _pieces.Clear();
        _released.ResetWrittenCount();
    }

    /// <summary>Judges the texts of a chunk.</summary>
    public void Judge(ReadOnlySpan<byte> chunk, Reply reply, JsonEdits edits)
    {
        for (var i = 0; i < reply.Texts.Count; i++)
        {
            var text = reply.Texts[i];
            var raw = text.Slot.Raw(chunk);
            var chars = ArrayPool<char>.Shared.Rent(raw.Length);
            var decoded = chars.AsSpan(0, JsonText.Decode(raw, text.Slot.Escaped, chars));
            if (text.Continues)
            {
                meter.Add(decoded);
            }

            if (tools is not null && tools.Owns(reply, text, out var held))
            {
                JudgeHeld(held, text, decoded, edits);
            }
            else if (annotations is not null && ChoiceAnnotations.Owns(reply, text))
            {
                // Leaves with them.
            }
            else if (Changes)
            {
                NameTorn |= ReplySources.IsToolName(text.Path) && _names.Join(chunk, reply, text, decoded) is { } name && Rewrite(text, name) is not null;
                Judge(text, decoded, isLast: !Carries(reply, GuardChannelKey.Of(text), after: i), edits);
            }
            else
            {
                Spoke |= decoded.Length > 0 && text.Continues;
            }

            decoded.Clear();
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    /// <summary>Choices end in a chunk: what their other channels still hold has to go out first.</summary>
    public void CompleteFinished(Reply reply)
    {
        foreach (var choice in reply.Choices)
        {
            if (choice.FinishReason is null || !Changes)
            {
                continue;
            }

            foreach (var channel in _channels.Values)
            {
                if (channel.Key.Choice == choice.Index)
                {
                    Complete(channel);
                }
            }
        }
    }

    /// <summary>The places of a choice's text; <see langword="null"/> where there is none.</summary>
    public ShownPlaces? Places(int choice) => _channels.GetValueOrDefault(new(choice, -1, ShownPositions.Text))?.Places;

    /// <summary>The stream is over.</summary>
    public void CompleteAll()
    {
        foreach (var channel in _channels.Values)
        {
            Complete(channel);
        }
    }

    /// <summary>Writes what was released, each text in a chunk of its own.</summary>
    public void WritePieces(ReadOnlySpan<byte> envelope, Reply shape, IBufferWriter<byte> output)
    {
        foreach (var (key, form, start, length, _) in _pieces)
        {
            if (length > 0)
            {
                _writer.WriteText(envelope, shape, key with { Path = form }, _released.WrittenSpan.Slice(start, length), output);
                Spoke = true;
            }
        }
    }

    /// <summary>Writes the pieces that do not stand in this chunk: of channels that have no text in it, or whose tail it ends.</summary>
    public void WriteTails(ReadOnlySpan<byte> chunk, Reply reply, IBufferWriter<byte> output)
    {
        foreach (var (key, form, start, length, apart) in _pieces)
        {
            if (length > 0 && (apart || !Carries(reply, key)))
            {
                _writer.WriteText(chunk, reply, key with { Path = form }, _released.WrittenSpan.Slice(start, length), output);
                Spoke = true;
            }
        }
    }

    /// <summary>Whether the chunk had text, all of it waits, and it carries nothing else.</summary>
    public bool Silences(Reply reply)
    {
        var withheld = tools is not null && reply.Calls.Count > 0;
        if ((_pieces.Count == 0 && !withheld) || reply.Usage is not null)
        {
            return false;
        }

        foreach (var (_, _, _, length, _) in _pieces)
        {
            if (length > 0)
            {
                return false;
            }
        }

        foreach (var choice in reply.Choices)
        {
            if (choice.Substance || choice.FinishReason is not null || (choice.CallSubstance && tools is null))
            {
                return false;
            }
        }

        foreach (var text in reply.Texts)
        {
            var counts = tools is null || !tools.Owns(reply, text, out _);
            if (counts && !(text.Continues && text.Slot.Token.Length > 2))
            {
                return false;
            }
        }

        return true;
    }

    private void Judge(ReplyText text, ReadOnlySpan<char> decoded, bool isLast, JsonEdits edits)
    {
        if (!text.Continues)
        {
            if (Rewrite(text, decoded) is { } rewritten)
            {
                edits.ReplaceByString(text.Slot.Token, rewritten);
            }

            return;
        }

        var key = GuardChannelKey.Of(text);
        var channel = Channel(key, text.Slot.Kind);
        channel.Form = text.Path;
        var start = _released.WrittenCount;
        var ending = isLast && ends.Has(text.Choice);
        var apart = ending && channel.Holds && !_pieces.Exists(piece => piece.Key == key); // A held tail goes out before the chunk that ends the choice.
        var verbatim = channel.Write(decoded, _released);
        meter.Held(channel.Held);
        if (ending && Changes)
        {
            var before = _released.WrittenCount;
            channel.Complete(_released);
            verbatim &= _released.WrittenCount == before;
        }

        var released = _released.WrittenSpan[start..];
        _pieces.Add((key, channel.Form, start, released.Length, apart));
        Spoke |= released.Length > 0;
        if (!verbatim || apart)
        {
            edits.ReplaceByString(text.Slot.Token, apart ? default : released);
        }
    }

    // A text of a tool call leaves with the call, if it does.
    private void JudgeHeld(HeldCall? held, ReplyText text, ReadOnlySpan<char> decoded, JsonEdits edits)
    {
        if (held is null || policies.Blocked)
        {
            return;
        }

        if (!text.Continues)
        {
            var rewritten = Rewrite(text, decoded);
            if (!held.Hear(text.Path, rewritten ?? decoded))
            {
                edits.ReplaceByString(text.Slot.Token, ""); // Some clients would put both together, and some take the last.
            }
            else if (rewritten is not null)
            {
                edits.ReplaceByString(text.Slot.Token, rewritten);
            }

            return;
        }

        var start = _released.WrittenCount;
        var verbatim = tools!.Channel(held, text).Write(decoded, _released);
        if (!verbatim)
        {
            edits.ReplaceByString(text.Slot.Token, _released.WrittenSpan[start..]);
        }
    }

    private string? Rewrite(ReplyText text, ReadOnlySpan<char> decoded) => policies.Texts?.Rewrite(decoded, source: ReplySources.Of(text.Choice, text.Path));

    private GuardChannel Channel(GuardChannelKey key, TextKind kind)
    {
        if (!_channels.TryGetValue(key, out var channel))
        {
            var format = kind == TextKind.Json ? ChannelFormat.Json : ChannelFormat.Text;
            var restorer = policies.Issued?.OpenRestorer(inTools: ReplySources.IsToolArguments(key.Path), asJson: format == ChannelFormat.Json);
            _channels[key] = channel = new(key, policies.Texts?.OpenChannel(format, key.At, key.Source), restorer, call: null, annotations is not null && key.Path == ShownPositions.Text ? new(restorer is not null) : null);
        }

        return channel;
    }

    private void Complete(GuardChannel channel)
    {
        if (channel.Completed || policies.Blocked)
        {
            return;
        }

        var start = _released.WrittenCount;
        channel.Complete(_released);
        if (_released.WrittenCount > start)
        {
            _pieces.Add((channel.Key, channel.Form, start, _released.WrittenCount - start, Apart: false));
        }
    }

    private static bool Carries(Reply reply, GuardChannelKey key, int after = -1)
    {
        for (var i = after + 1; i < reply.Texts.Count; i++)
        {
            if (reply.Texts[i].Continues && GuardChannelKey.Of(reply.Texts[i]) == key)
            {
                return true;
            }
        }

        return false;
    }
}
