using System.Buffers;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;

/// <summary>
/// Step 8 for streamed responses. Their events say each text several times: in pieces, at its end, with its part, its item and the whole response. What
/// is shown of the pieces is what all the others are made to say.
/// </summary>
/// <param name="policies">Judge the answer.</param>
/// <param name="meter">Hears what the model said.</param>
/// <param name="own">The caller's own texts, which providers tell back.</param>
/// <param name="mostBytes">Most that waits for a decision, and most that an answer may be; a provider that says more is cut off.</param>
internal sealed class ResponsesStreamGuard(AnswerPolicies policies, OutputMeter meter, OwnTexts own, int mostBytes) : IStreamGuard
{
    private const string Filtered = "content_filter";

    private readonly ResponsesReader _reader = new();
    private readonly JsonEdits _edits = new();
    private readonly ResponsesJudge _judge = new(policies, meter, own);
    private readonly EventWriter _writer = new();
    private readonly CallGate _calls = new(policies, mostBytes);
    private readonly CutAnswer _answer = new();
    private readonly EventQueue _waiting = new();
    private readonly ArrayBufferWriter<byte> _terminal = new();
    private IAnswerKeeper? _keeper;
    private bool _hidden;

    public ReplyUsage? Usage { get; private set; }

    public string? FinishReason { get; private set; }

    public bool Failed { get; private set; }

    public bool AllFinished => _terminal.WrittenCount > 0;

    public bool Spoke { get; private set; }

    public ReadOnlyMemory<byte> Terminal => _terminal.WrittenMemory;

    public long NextNumber => _writer.Next;

    private bool Blocked => policies.Blocked || (policies.Tools is { Refused: true } tools && (_keeper is null || tools.Blocked));

    public void Keep(IAnswerKeeper keeper) => _keeper = keeper;

    public GuardStep Take(ReadOnlySpan<byte> data, IBufferWriter<byte> output)
    {
        if (_reader.Read(data, isEvent: true) is not { } read || (read.Type.Length == 0 && !read.IsError))
        {
            return GuardStep.Invalid;
        }

        if (read.IsError)
        {
            return GuardStep.ProviderError;
        }

        if (_waiting.IsEmpty && !Waits(read))
        {
            return Pass(data, read, isHeard: false, output);
        }

        _waiting.Add(data);
        return _waiting.Size > mostBytes ? GuardStep.Invalid : PassWaiting(output);
    }

    /// <summary>A stream that ends without its last event was cut.</summary>
    public GuardStep Finish(IBufferWriter<byte> output) => Blocked ? GuardStep.Blocked : AllFinished ? GuardStep.Next : GuardStep.Invalid;

    public void CutShort(ReadOnlySpan<byte> data, IBufferWriter<byte> output) => WriteCut("max_output_tokens", output);

    /// <summary>
    /// Whether an event says that a text part of a message is over while something of it waits for what comes behind it: that may be the next part, which
    /// is one text with it. Everything behind the event waits with it.
    /// </summary>
    private bool Waits(ResponsesEvent read) =>
        read is { EndsItem: false, IsTerminal: false } && read.Texts.Exists(text => text.Role == ResponsesRole.Whole && Held(text.Key));

    private bool Held(ResponsesKey key) => _judge.Texts.Find(key) is { } text && text.Run.Holds(text) && key.Path == ResponsesKey.ContentText;

    private GuardStep PassWaiting(IBufferWriter<byte> output)
    {
        while (!_waiting.IsEmpty)
        {
            if (_waiting.Read(_reader, 0) is { } first && Waits(first) && !LookAhead(first.Texts.First(text => text.Role == ResponsesRole.Whole && Held(text.Key)).Key))
            {
                return GuardStep.Next;
            }

            var (data, isHeard) = _waiting.Take();
            var step = Pass(data, _reader.Read(data, isEvent: true)!, isHeard, output);
            if (step != GuardStep.Next)
            {
                return step;
            }
        }

        return GuardStep.Next;
    }

    /// <summary>Hears what waits, until it is decided what of a text may be shown.</summary>
    private bool LookAhead(ResponsesKey key)
    {
        var text = _judge.Texts.Find(key)!;
        for (var i = 1; i < _waiting.Count && text.Run.Holds(text); i++)
        {
            var read = _waiting.Read(_reader, i);
            if (read is null || _waiting.IsHeard(i))
            {
                continue;
            }

            var said = read.Texts.Find(part => part.Key.Output == key.Output && part.Role is ResponsesRole.Delta);
            if (said.Role == ResponsesRole.Delta && _judge.Texts.Continues(said.Key, text.Run))
            {
                _judge.Hear(_waiting.Data(i), read, isHeard: false, new JsonEdits());
                _waiting.Hear(i);
            }
            else if (read.IsTerminal || (read.EndsItem && read.Output == key.Output) || said.Role == ResponsesRole.Delta)
            {
                _judge.Texts.CloseRun(key.Output);
            }
        }

        return !text.Run.Holds(text) || policies.Blocked;
    }

    private GuardStep Pass(ReadOnlySpan<byte> data, ResponsesEvent read, bool isHeard, IBufferWriter<byte> output)
    {
        // 1. What it says, and whether that may be shown.
        _edits.Clear();
        _judge.Hear(data, read, isHeard, _edits);
        if (read.Response.Length > 0)
        {
            Usage = read.Usage ?? Usage;
            FinishReason = read.IsTerminal ? read.FinishReason : FinishReason;
            Failed = read.Failed;
        }

        var held = _calls.Holds(read);
        if (Postponed(data, read))
        {
            return GuardStep.Next;
        }

        // 2. What ends with it goes out before it.
        if (!policies.Blocked)
        {
            EndTexts(read, held ? read.Output : -1, output);
        }

        if (Blocked)
        {
            return WriteBlocked(data, read, output);
        }

        // 3. The event itself, unless all that it says waits.
        _judge.Repeat(data, read, _edits);
        var isSilent = SetDeltas(data, read);
        if (held)
        {
            return Withhold(data, read, isSilent, output);
        }

        _answer.Remember(data, read, _edits);
        if (read.IsTerminal)
        {
            return Terminate(data, read, output);
        }

        if (!isSilent)
        {
            Spoke |= read.Texts.Exists(text => text.Role == ResponsesRole.Delta);
            _writer.Write(data, read, _edits, output);
        }

        return GuardStep.Next;
    }

    /// <summary>Keeps an annotation back whose place in the text is not decided yet.</summary>
    private bool Postponed(ReadOnlySpan<byte> data, ResponsesEvent read)
    {
        if (read.Type != "response.output_text.annotation.added" || policies.Blocked || read.Annotations.Count == 0
            || _judge.Texts.Find(read.Annotations[0].Key) is not { } text || (text.Postponed.Count == 0 && read.Annotations.TrueForAll(place => text.Decides(place.At))))
        {
            return false;
        }

        text.Postponed.Add(data.ToArray());
        return true;
    }

    /// <param name="read">The event.</param>
    /// <param name="heldItem">The item whose events wait, of which this is one; -1: none.</param>
    /// <param name="output">Where to.</param>
    private void EndTexts(ResponsesEvent read, int heldItem, IBufferWriter<byte> output)
    {
        for (var i = 0; i < _judge.Texts.All.Count; i++)
        {
            var text = _judge.Texts.All[i];
            if (text.Ended || !Ends(read, text.Key))
            {
                continue;
            }

            if (read.IsTerminal || read.EndsItem)
            {
                _judge.Texts.CloseRun(text.Key.Output);
            }

            _judge.Texts.End(text);
            Send(_writer.Pending(text), heldItem, output);
            foreach (var late in text.Postponed)
            {
                Send(_judge.Late(late), heldItem, output);
            }
        }
    }

    private static bool Ends(ResponsesEvent read, ResponsesKey key) =>
        read.IsTerminal
        || (read.EndsItem && key.Output == read.Output)
        || read.Texts.Exists(said => said.Role == ResponsesRole.Whole && said.Key == key)
        || TextEvents.Ends(read.Type, key.Path, key.Output == read.Output);

    private void Send(byte[]? data, int heldItem, IBufferWriter<byte> output)
    {
        if (data is null)
        {
            return;
        }

        if (heldItem >= 0)
        {
            _calls.Keep(data, heldItem);
            return;
        }

        Spoke = true;
        _writer.Write(data, output);
    }

    /// <summary>Makes what an event adds to texts say what of it may be shown.</summary>
    /// <returns>Whether it says nothing then.</returns>
    private bool SetDeltas(ReadOnlySpan<byte> data, ResponsesEvent read)
    {
        var (isSilent, hadSome) = (true, false);
        foreach (var said in read.Texts)
        {
            if (said.Role != ResponsesRole.Delta || _judge.Texts.Find(said.Key) is not { } text)
            {
                continue;
            }

            text.Envelope ??= policies is { Texts: null, Issued: null } ? null : data.ToArray();
            hadSome |= said.Slot.Token.Length > 2;
            isSilent &= text.Pending.IsEmpty;
            if (!text.Pending.SequenceEqual(JsonText.ToText(said.Slot, data)))
            {
                _edits.ReplaceByString(said.Slot.Token, text.Pending);
            }

            text.Sent();
        }

        return isSilent && hadSome;
    }

    private GuardStep Withhold(ReadOnlySpan<byte> data, ResponsesEvent read, bool isSilent, IBufferWriter<byte> output)
    {
        if (!isSilent)
        {
            _calls.Keep(data, read.Output, _edits);
        }

        return _calls.IsFull ? GuardStep.Invalid : read.EndsItem ? JudgeCalls(data, read, output) : GuardStep.Next;
    }

    private GuardStep JudgeCalls(ReadOnlySpan<byte> data, ResponsesEvent read, IBufferWriter<byte> output)
    {
        foreach (var (item, passes) in _calls.Judge(data, read, _judge.Texts, _edits))
        {
            if (Blocked)
            {
                return WriteBlocked(data, read, output);
            }

            if (!passes)
            {
                Hide();
            }

            _answer.Remember(data, read, _edits);
            foreach (var kept in _calls.Release(item))
            {
                _writer.Write(kept, output);
                Spoke = true;
            }
        }

        return GuardStep.Next;
    }

    /// <summary>A human has to allow what follows: the caller sees the answer end here.</summary>
    private void Hide()
    {
        if (_hidden)
        {
            return;
        }

        _hidden = true;
        if (_keeper!.Shown is { } shown && _answer.Write(Filtered, _judge.Texts, _writer.Next) is { } cut)
        {
            new EventWriter().Write(cut, shown);
        }

        _keeper.Hide();
    }

    private GuardStep Terminate(ReadOnlySpan<byte> data, ResponsesEvent read, IBufferWriter<byte> output)
    {
        if (JudgeCalls(data, read, output) is var step && step != GuardStep.Next)
        {
            return step;
        }

        _writer.Write(data, read, _edits, _terminal);
        return GuardStep.Finished;
    }

    // What was decided before the finding may be shown, unless it belongs to a call that waits.
    private GuardStep WriteBlocked(ReadOnlySpan<byte> data, ResponsesEvent read, IBufferWriter<byte> output)
    {
        foreach (var said in read.Texts)
        {
            if (said.Role == ResponsesRole.Delta && _judge.Texts.Find(said.Key) is { } text)
            {
                text.Envelope ??= data.ToArray();
            }
        }

        foreach (var text in _judge.Texts.All)
        {
            if (!_calls.Withholds(text.Key.Output) && _writer.Pending(text) is { } rest)
            {
                _writer.Write(rest, output);
            }
        }

        WriteCut(Filtered, output);
        return GuardStep.Blocked;
    }

    private void WriteCut(string reason, IBufferWriter<byte> output)
    {
        FinishReason = reason;
        if (_answer.Write(reason, _judge.Texts, _writer.Next) is { } cut)
        {
            _writer.Write(cut, output);
        }
    }
}
