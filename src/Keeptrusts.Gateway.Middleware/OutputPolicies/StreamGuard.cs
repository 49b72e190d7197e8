using System.Buffers;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>
/// Step 8 for streams: each chunk is judged before any of it is sent. Text that a match could still cover waits inside its channel; a chunk
/// that loses all its text is left out; what a channel holds at the end goes out before the chunk that ends its choice.
/// </summary>
/// <param name="evaluation">The output phase; <see langword="null"/> where no policy reads output.</param>
/// <param name="meter">Hears what the model said.</param>
/// <param name="showUsage">Whether the caller asked for usage.</param>
/// <param name="blankLogprobs">Whether token probabilities would show what is redacted.</param>
internal sealed class StreamGuard(PhaseEvaluation? evaluation, OutputMeter meter, bool showUsage, bool blankLogprobs)
{
    private readonly ReplyReader _reader = new();
    private readonly ChunkWriter _writer = new();
    private readonly JsonEdits _edits = new();
    private readonly ArrayBufferWriter<char> _released = new(256);
    private readonly List<(GuardChannelKey Key, int Start, int Length)> _pieces = [];
    private readonly Dictionary<GuardChannelKey, GuardChannel> _channels = [];
    private readonly Dictionary<int, bool> _finished = [];
    private readonly ArrayBufferWriter<byte> _lastEnvelope = new();

    /// <summary>What the provider says was used.</summary>
    public ReplyUsage? Usage { get; private set; }

    /// <summary>Why the first choice ended.</summary>
    public string? FinishReason { get; private set; }

    /// <summary>Whether every choice that began has ended, and at least one has.</summary>
    public bool AllFinished => _finished.Count > 0 && _finished.Values.All(ended => ended);

    /// <summary>Whether text has been released.</summary>
    public bool Spoke { get; private set; }

    /// <summary>Judges a chunk and writes what may be shown.</summary>
    public GuardStep Take(ReadOnlySpan<byte> chunk, IBufferWriter<byte> output)
    {
        if (_reader.Read(chunk) is not { } reply)
        {
            return GuardStep.Invalid;
        }

        if (reply.IsError)
        {
            return GuardStep.ProviderError;
        }

        Usage = reply.Usage ?? Usage;
        Note(reply);
        var usageOnly = reply.Choices.Count == 0 && reply.Usage is not null;
        if (usageOnly && !showUsage)
        {
            return GuardStep.Next;
        }

        Begin();
        JudgeTexts(chunk, reply);
        CompleteFinished(reply);
        if (evaluation is { Blocked: true })
        {
            WritePieces(chunk, reply, output);
            WriteBlockedFinishes(chunk, reply, output);
            return GuardStep.Blocked;
        }

        WriteTails(chunk, reply, output);
        if (Silenced(reply))
        {
            Remember(chunk, reply);
            return GuardStep.Next;
        }

        Blank(chunk, reply);
        ChunkWriter.Write(chunk, _edits, output);
        Remember(chunk, reply);
        return GuardStep.Next;
    }

    /// <summary>The stream is over: what choices without a proper end still hold goes out.</summary>
    public GuardStep Finish(IBufferWriter<byte> output)
    {
        if (_lastEnvelope.WrittenCount == 0 || _reader.Read(_lastEnvelope.WrittenSpan) is not { } shape)
        {
            return GuardStep.Next;
        }

        Begin();
        foreach (var channel in _channels.Values)
        {
            Complete(channel);
        }

        WritePieces(_lastEnvelope.WrittenSpan, shape, output);
        if (evaluation is { Blocked: true })
        {
            WriteBlockedFinishes(_lastEnvelope.WrittenSpan, shape, output);
            return GuardStep.Blocked;
        }

        return GuardStep.Next;
    }

    /// <summary>Ends every unfinished choice in the middle; the chunk is the one that was just taken.</summary>
    public void CutShort(ReadOnlySpan<byte> chunk, ReadOnlySpan<byte> reason, IBufferWriter<byte> output)
    {
        if (_reader.Read(chunk) is not { ChoicesValue.Length: > 0 } shape)
        {
            return;
        }

        FinishReason = System.Text.Encoding.ASCII.GetString(reason);
        foreach (var (choice, ended) in _finished)
        {
            if (!ended)
            {
                _writer.WriteFinish(chunk, shape, choice, reason, output);
            }
        }
    }

    private void Begin()
    {
        _edits.Clear();
        _pieces.Clear();
        _released.ResetWrittenCount();
    }

    private void Note(Reply reply)
    {
        foreach (var choice in reply.Choices)
        {
            if (choice.FinishReason is null)
            {
                _finished.TryAdd(choice.Index, false);
                continue;
            }

            _finished[choice.Index] = true;
            FinishReason ??= choice.FinishReason;
        }
    }

    private void JudgeTexts(ReadOnlySpan<byte> chunk, Reply reply)
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

            if (evaluation is { Blocked: false })
            {
                Judge(evaluation, text, decoded, isLast: !Carries(reply, GuardChannelKey.Of(text), after: i));
            }
            else
            {
                Spoke |= decoded.Length > 0 && text.Continues;
            }

            decoded.Clear();
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    private void Judge(PhaseEvaluation judge, ReplyText text, ReadOnlySpan<char> decoded, bool isLast)
    {
        if (!text.Continues)
        {
            if (judge.Rewrite(decoded) is { } rewritten)
            {
                _edits.ReplaceByString(text.Slot.Token, rewritten);
            }

            return;
        }

        var key = GuardChannelKey.Of(text);
        var channel = Channel(judge, key, text.Slot.Kind);
        var start = _released.WrittenCount;
        var verbatim = channel.Evaluation.Write(decoded, _released);
        if (isLast && !judge.Blocked && _finished.GetValueOrDefault(text.Choice))
        {
            var before = _released.WrittenCount;
            channel.Evaluation.Complete(_released);
            channel.Completed = true;
            verbatim &= _released.WrittenCount == before;
        }

        var released = _released.WrittenSpan[start..];
        _pieces.Add((key, start, released.Length));
        Spoke |= released.Length > 0;
        if (!verbatim)
        {
            _edits.ReplaceByString(text.Slot.Token, released);
        }
    }

    private GuardChannel Channel(PhaseEvaluation judge, GuardChannelKey key, TextKind kind)
    {
        if (!_channels.TryGetValue(key, out var channel))
        {
            var format = kind == TextKind.Json ? ChannelFormat.Json : ChannelFormat.Text;
            var at = key.Item < 0 ? $"/choices/{key.Choice}/{key.Path}" : $"/choices/{key.Choice}/{key.Item}/{key.Path}";
            _channels[key] = channel = new(key, judge.OpenChannel(format, at));
        }

        return channel;
    }

    // A choice ends here: what its other channels still hold has to go out first.
    private void CompleteFinished(Reply reply)
    {
        foreach (var choice in reply.Choices)
        {
            if (choice.FinishReason is null || evaluation is not { Blocked: false })
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

    private void Complete(GuardChannel channel)
    {
        if (channel.Completed || evaluation is { Blocked: true })
        {
            return;
        }

        var start = _released.WrittenCount;
        channel.Evaluation.Complete(_released);
        channel.Completed = true;
        if (_released.WrittenCount > start)
        {
            _pieces.Add((channel.Key, start, _released.WrittenCount - start));
        }
    }

    private void WritePieces(ReadOnlySpan<byte> envelope, Reply shape, IBufferWriter<byte> output)
    {
        foreach (var (key, start, length) in _pieces)
        {
            if (length > 0)
            {
                _writer.WriteText(envelope, shape, key, _released.WrittenSpan.Slice(start, length), output);
                Spoke = true;
            }
        }
    }

    // Pieces of channels that have no text in this chunk cannot stand in it.
    private void WriteTails(ReadOnlySpan<byte> chunk, Reply reply, IBufferWriter<byte> output)
    {
        foreach (var (key, start, length) in _pieces)
        {
            if (length > 0 && !Carries(reply, key))
            {
                _writer.WriteText(chunk, reply, key, _released.WrittenSpan.Slice(start, length), output);
                Spoke = true;
            }
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

    private void WriteBlockedFinishes(ReadOnlySpan<byte> envelope, Reply shape, IBufferWriter<byte> output)
    {
        FinishReason = "content_filter";
        var ending = shape.Choices.Where(choice => choice.FinishReason is not null).Select(choice => choice.Index).ToHashSet();
        foreach (var (choice, ended) in _finished)
        {
            if (!ended || ending.Contains(choice))
            {
                _writer.WriteFinish(envelope, shape, choice, "content_filter"u8, output);
            }
        }
    }

    /// <summary>Whether the chunk had text, all of it waits, and it carries nothing else.</summary>
    private bool Silenced(Reply reply)
    {
        if (evaluation is null || _pieces.Count == 0 || reply.Usage is not null)
        {
            return false;
        }

        foreach (var (_, _, length) in _pieces)
        {
            if (length > 0)
            {
                return false;
            }
        }

        foreach (var choice in reply.Choices)
        {
            if (choice.Substance || choice.FinishReason is not null)
            {
                return false;
            }
        }

        return reply.Texts.TrueForAll(text => text.Continues && text.Slot.Token.Length > 2);
    }

    private void Blank(ReadOnlySpan<byte> chunk, Reply reply)
    {
        if (!showUsage && reply.UsageMember.Length > 0)
        {
            _edits.ReplaceByRaw(JsonMembers.WithComma(chunk, reply.UsageMember), default);
        }

        if (!blankLogprobs)
        {
            return;
        }

        foreach (var choice in reply.Choices)
        {
            if (choice.Logprobs.Length > 0)
            {
                _edits.ReplaceByRaw(choice.Logprobs, "null"u8);
            }
        }
    }

    private void Remember(ReadOnlySpan<byte> chunk, Reply reply)
    {
        if (reply.ChoicesValue.Length == 0)
        {
            return;
        }

        foreach (var channel in _channels.Values)
        {
            if (channel.Evaluation.Held > 0)
            {
                _lastEnvelope.ResetWrittenCount();
                _lastEnvelope.Write(chunk);
                return;
            }
        }
    }
}
