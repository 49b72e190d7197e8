using System.Buffers;
using Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Gateway.Middleware.Wire.Messages;
using Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies.Messages;

/// <summary>
/// Step 8 for streamed messages. Blocks come one after the other, and are refused where they do not: a block's text is judged while it comes, a call when
/// its block ends. After a block only the error event says why nothing follows.
/// </summary>
internal sealed class MessagesStreamGuard : IStreamGuard
{
    private readonly AnswerPolicies _policies;
    private readonly int _mostBytes;
    private readonly MessagesReader _reader = new();
    private readonly JsonEdits _edits = new();
    private readonly MessagesJudge _judge;
    private readonly WaitingBlocks _waiting;
    private readonly MessageTokens _tokens = new();
    private readonly ArrayBufferWriter<byte> _terminal = new();
    private IAnswerKeeper? _keeper;
    private MessagesBlock _block; // the block that is being said, or was last
    private int _open = -1, _last = -1;
    private string _name = "", _given = "";
    private bool _hidden;

    /// <param name="policies">Judge the answer.</param>
    /// <param name="meter">Hears what the model said.</param>
    /// <param name="mostBytes">Most that waits for a decision; a provider that says more is cut off.</param>
    public MessagesStreamGuard(AnswerPolicies policies, OutputMeter meter, int mostBytes)
    {
        (_policies, _mostBytes) = (policies, mostBytes);
        _judge = new(policies, meter);
        _waiting = new(TextOf);
    }

    public ReplyUsage? Usage { get; private set; }

    public string? FinishReason { get; private set; }

    /// <summary>Failures are errors and no answers here.</summary>
    public bool Failed => false;

    public bool AllFinished => FinishReason is not null;

    public bool Spoke { get; private set; }

    public ReadOnlyMemory<byte> Terminal => _terminal.WrittenMemory;

    /// <summary>Events are not numbered.</summary>
    public long NextNumber => 0;

    private bool Blocked => _policies.Blocked || (_policies.Tools is { Refused: true } tools && (_keeper is null || tools.Blocked));

    public void Keep(IAnswerKeeper keeper) => _keeper = keeper;

    public GuardStep Take(ReadOnlySpan<byte> data, IBufferWriter<byte> output)
    {
        if (_reader.Read(data) is not { } read || (read.Type.Length == 0 && !read.IsError))
        {
            return GuardStep.Invalid;
        }

        if (read.IsError)
        {
            return GuardStep.ProviderError;
        }

        if (!IsInOrder(read))
        {
            return GuardStep.Invalid;
        }

        // 1. What it says, and whether that may be shown.
        _edits.Clear();
        Note(read);
        _judge.Hear(data, read, _edits);
        if (Blocked)
        {
            return WriteBlocked(output);
        }

        // 2. What it ends, and what may leave with that.
        _judge.Restore(data, read, _edits);
        var step = read.Type switch
        {
            WaitingBlocks.Start => Begin(data, read),
            "content_block_delta" => Add(data, read, output),
            WaitingBlocks.Stop => End(data, read),
            "message_stop" => Terminate(data, output),
            _ => Pass(data, read, output),
        };
        if (Blocked)
        {
            return WriteBlocked(output);
        }

        Spoke |= _waiting.Release(output);
        return _waiting.Size > _mostBytes ? GuardStep.Invalid : step;
    }

    /// <summary>A stream that ends without saying why was cut.</summary>
    public GuardStep Finish(IBufferWriter<byte> output)
    {
        if (!Blocked && AllFinished && _terminal.WrittenCount == 0)
        {
            _terminal.Write(MessagesEventWriter.Stop);
        }

        return Blocked ? GuardStep.Blocked : AllFinished ? GuardStep.Next : GuardStep.Invalid;
    }

    public void CutShort(ReadOnlySpan<byte> data, ReplyUsage used, IBufferWriter<byte> output)
    {
        FinishReason = "max_tokens";
        var isOpen = _open >= 0 && _waiting.IsEmpty;
        MessagesEventWriter.WriteCut(isOpen ? _open : -1, used.Completion, output);
    }

    private bool IsInOrder(MessagesEvent read) => read.Type switch
    {
        WaitingBlocks.Start => _open < 0 && read.Index > _last && read.Blocks.Count == 1,
        "content_block_delta" or WaitingBlocks.Stop => _open >= 0 && read.Index == _open && read.Blocks.Count == 0,
        _ => read.Blocks.Count == 0 && !read.Texts.Exists(text => text.IsWhole),
    };

    private void Note(MessagesEvent read)
    {
        _tokens.Take(read);
        var isEnd = read.Type == "message_delta";
        if (isEnd)
        {
            Usage = _tokens.Usage;
            FinishReason = read.StopReason ?? FinishReason;
        }

        if (isEnd || read.Type == "message_stop" || (read.Type == WaitingBlocks.Start && read.Blocks[0].Type != "text"))
        {
            _judge.Texts.CloseRuns(-1);
        }
    }

    private GuardStep Begin(ReadOnlySpan<byte> data, MessagesEvent read)
    {
        _block = read.Blocks[0];
        _open = _last = read.Index;
        if (_block.IsCall)
        {
            _name = MessagesJudge.Name(data, read, _block.Index, _edits);
            _given = _block.Input.Length > 0 ? MessagesJudge.Input(data, _block, _edits) : "{}";
            _waiting.Call = _policies.Tools is null ? -1 : _block.Index;
            Spoke |= _policies.Tools is null;
        }

        foreach (var text in read.Texts)
        {
            if (text.IsWhole && text.Slot.Token.Length > 2)
            {
                _edits.ReplaceByString(text.Slot.Token, ""); // It leaves with the first piece.
            }
        }

        _waiting.Add(read.Type, read.Index, data, _edits);
        return GuardStep.Next;
    }

    private GuardStep Add(ReadOnlySpan<byte> data, MessagesEvent read, IBufferWriter<byte> output)
    {
        var spoken = TextOf(_open);
        foreach (var (_, token) in read.Signatures)
        {
            spoken?.End(); // Signed is what was thought.
            if (spoken is { IsChanged: true })
            {
                _edits.ReplaceByRaw(token, "\"\""u8);
            }
        }

        var said = read.Texts.Find(text => text.IsWhole);
        if (!said.IsWhole)
        {
            Spoke |= spoken is not null && _waiting.IsEmpty && MessagesEventWriter.WritePending(spoken, output);
            return Pass(data, read, output);
        }

        if (!_waiting.IsEmpty)
        {
            _waiting.Grow(data.Length);
            return GuardStep.Next;
        }

        if (spoken!.Pending.IsEmpty && said.Slot.Token.Length > 2)
        {
            return GuardStep.Next;
        }

        Spoke |= !spoken.Pending.IsEmpty;
        if (!spoken.Pending.SequenceEqual(JsonText.ToText(said.Slot, data)))
        {
            _edits.ReplaceByString(said.Slot.Token, spoken.Pending);
        }

        spoken.Sent();
        MessagesEventWriter.Write(read.Type, data, _edits, output);
        return GuardStep.Next;
    }

    private GuardStep End(ReadOnlySpan<byte> data, MessagesEvent read)
    {
        if (TextOf(_open) is { } text && text.Key.Path != ResponsesKey.ContentText)
        {
            text.End();
        }

        if (_waiting.Call == _open && !_policies.Blocked)
        {
            var input = _judge.Texts.Find(new(-1, _open, ResponsesKey.BlockInput)) is { Heard: true } given ? given.Judged : _given;
            if (!_judge.Passes(_open, _name, input) && !Blocked)
            {
                Hide();
            }

            _waiting.Call = Blocked ? _waiting.Call : -1;
            Spoke |= !Blocked;
        }

        _waiting.Add(read.Type, read.Index, data, _edits);
        _open = -1;
        return GuardStep.Next;
    }

    private GuardStep Pass(ReadOnlySpan<byte> data, MessagesEvent read, IBufferWriter<byte> output)
    {
        if (_waiting.IsEmpty)
        {
            MessagesEventWriter.Write(read.Type, data, _edits, output);
        }
        else
        {
            _waiting.Add(read.Type, read.Type == "content_block_delta" ? _open : -1, data, _edits);
        }

        return GuardStep.Next;
    }

    /// <summary>A human has to allow what follows: the caller sees nothing more.</summary>
    private void Hide()
    {
        if (!_hidden)
        {
            _hidden = true;
            _keeper!.Hide();
        }
    }

    private GuardStep Terminate(ReadOnlySpan<byte> data, IBufferWriter<byte> output)
    {
        Spoke |= _waiting.Release(output);
        if (!_waiting.IsEmpty || _open >= 0)
        {
            return GuardStep.Invalid;
        }

        MessagesEventWriter.Write("message_stop", data, _edits, _terminal);
        return GuardStep.Finished;
    }

    // What was decided before the finding may be shown, unless it belongs to a call that waits.
    private GuardStep WriteBlocked(IBufferWriter<byte> output)
    {
        Spoke |= _waiting.Release(output, isCut: true);
        if (_waiting.IsEmpty && _open >= 0 && TextOf(_open) is { } text)
        {
            Spoke |= MessagesEventWriter.WritePending(text, output);
        }

        FinishReason = "refusal";
        return GuardStep.Blocked;
    }

    private SpokenText? TextOf(int block) => block < 0 ? null
        : _judge.Texts.Find(new(-1, block, ResponsesKey.ContentText))
            ?? _judge.Texts.Find(new(-1, block, ResponsesKey.BlockThinking))
            ?? _judge.Texts.Find(new(-1, block, ResponsesKey.BlockInput));
}
