using System.Buffers;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;

/// <summary>
/// Step 8 for streamed responses. Their events say each text several times: in pieces, at its end, with its part, its item and the whole response. What
/// is shown of the pieces is what all the others are made to say.
/// </summary>
internal sealed class ResponsesStreamGuard : IStreamGuard
{
    private const string Filtered = "content_filter";

    private readonly AnswerPolicies _policies;
    private readonly int _mostBytes;
    private readonly ResponsesReader _reader = new();
    private readonly JsonEdits _edits = new();
    private readonly ResponsesJudge _judge;
    private readonly EventWriter _writer = new();
    private readonly CallGate _calls;
    private readonly CutAnswer _answer = new();
    private readonly WaitingEvents _waiting;
    private readonly ArrayBufferWriter<byte> _terminal = new();
    private IAnswerKeeper? _keeper;
    private bool _hidden;

    /// <param name="policies">Judge the answer.</param>
    /// <param name="meter">Hears what the model said.</param>
    /// <param name="own">The caller's own texts, which providers tell back.</param>
    /// <param name="mostBytes">Most that waits for a decision; a provider that says more is cut off.</param>
    public ResponsesStreamGuard(AnswerPolicies policies, OutputMeter meter, OwnTexts own, int mostBytes)
    {
        (_policies, _mostBytes) = (policies, mostBytes);
        _judge = new(policies, meter, own);
        _calls = new(policies, mostBytes);
        _waiting = new(_judge);
    }

    public ReplyUsage? Usage { get; private set; }

    public string? FinishReason { get; private set; }

    public bool Failed { get; private set; }

    public bool AllFinished => _terminal.WrittenCount > 0;

    public bool Spoke { get; private set; }

    public ReadOnlyMemory<byte> Terminal => _terminal.WrittenMemory;

    public long NextNumber => _writer.Next;

    private bool Blocked => _policies.Blocked || (_policies.Tools is { Refused: true } tools && (_keeper is null || tools.Blocked));

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

        if (_waiting.IsEmpty && !_waiting.Begin(read))
        {
            return Pass(data, read, isHeard: false, output);
        }

        _waiting.Add(data);
        return _waiting.Size > _mostBytes ? GuardStep.Invalid : PassWaiting(output);
    }

    /// <summary>A stream that ends without its last event was cut.</summary>
    public GuardStep Finish(IBufferWriter<byte> output) => Blocked ? GuardStep.Blocked : AllFinished ? GuardStep.Next : GuardStep.Invalid;

    public void CutShort(ReadOnlySpan<byte> data, ReplyUsage used, IBufferWriter<byte> output) => WriteCut("max_output_tokens", output, used);

    private GuardStep PassWaiting(IBufferWriter<byte> output)
    {
        while (_waiting.IsDecided(_reader))
        {
            var (data, isHeard) = _waiting.Take();
            var step = Pass(data, _reader.Read(data, isEvent: true)!, isHeard, output);
            if (step != GuardStep.Next)
            {
                return step;
            }
        }

        return GuardStep.Next;
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
        if (_judge.IsDisordered || Postponed(data, read))
        {
            return _judge.IsDisordered ? GuardStep.Invalid : GuardStep.Next;
        }

        // 2. What ends with it goes out before it.
        if (!_policies.Blocked)
        {
            EndTexts(read, held ? read.Output : -1, output);
        }

        if (Blocked)
        {
            return WriteBlocked(data, read, output);
        }

        // 3. The event itself, unless all that it says waits.
        _judge.Repeat(data, read, _edits);
        var isSilent = _judge.Say(data, read, _edits);
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
        if (read.Type != "response.output_text.annotation.added" || _policies.Blocked
            || _judge.Texts.Find(new(read.Output, read.Part, ResponsesKey.ContentText)) is not { Ended: false } text || (text.Postponed.Count == 0 && read.Annotations.TrueForAll(place => text.Decides(place.At))))
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
            if (text.Ended || !read.Ends(text.Key))
            {
                continue;
            }

            if (read.IsTerminal || read.EndsItem)
            {
                _judge.Texts.CloseRuns(text.Key.Output);
            }

            text.End();
            Send(_writer.Pending(text), heldItem, output);
            foreach (var late in text.Postponed)
            {
                Send(_judge.Late(late), heldItem, output);
            }
        }
    }

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
        _judge.TakeForms(data, read);
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

    private void WriteCut(string reason, IBufferWriter<byte> output, ReplyUsage? used = null)
    {
        FinishReason = reason;
        if (_answer.Write(reason, _judge.Texts, _writer.Next, used) is { } cut)
        {
            _writer.Write(cut, output);
        }
    }
}
