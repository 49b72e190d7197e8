using System.Buffers;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>
/// Step 8 for streams: each chunk is judged before any of it is sent. Text that a match could still cover waits inside its channel, a tool call
/// until it may be made; a chunk that loses all it says is left out; what a choice holds at its end goes out before the chunk that ends it.
/// </summary>
/// <param name="surface">What was asked for.</param>
/// <param name="policies">Judge the answer.</param>
/// <param name="meter">Hears what the model said.</param>
/// <param name="showUsage">Whether the caller asked for usage.</param>
/// <param name="mostBytes">Most of a tool call that waits for a decision; a provider that says more is cut off.</param>
/// <param name="choices">How many were asked for.</param>
internal sealed class StreamGuard(Surface surface, AnswerPolicies policies, OutputMeter meter, bool showUsage, int mostBytes, int choices = 1) : IStreamGuard
{
    private static readonly byte[] Filtered = [.. "content_filter"u8];

    private static readonly byte[] Done = [.. "data: [DONE]\n\n"u8];

    private readonly ToolGate? _tools = policies.Tools is null ? null : new(policies.Tools, policies.Texts, policies.Issued, mostBytes);
    private readonly ChoiceAnnotations? _annotations = policies is { BlankLogprobs: false, Issued: null } ? null : new(policies);
    private readonly ReplyReader _reader = new() { Surface = surface };
    private readonly ChosenNames _names = new(policies);
    private readonly JsonEdits _edits = new();
    private readonly ChoiceEnds _ends = new(choices);
    private readonly ArrayBufferWriter<byte> _lastEnvelope = new();
    private StreamTexts? _texts;
    private bool _over;

    /// <summary>What the provider says was used.</summary>
    public ReplyUsage? Usage { get; private set; }

    /// <summary>Why the first choice ended.</summary>
    public string? FinishReason => _ends.FinishReason;

    /// <summary>Whether every choice that was asked for, and every other that began, has ended.</summary>
    public bool AllFinished => _ends.All;

    /// <summary>Whether a text or a tool call has been released.</summary>
    public bool Spoke => Texts.Spoke || _tools is { Spoke: true };

    /// <summary>Chunks have no such end: failures are errors.</summary>
    public bool Failed => false;

    public ReadOnlyMemory<byte> Terminal => Done;

    /// <summary>Chunks are not numbered.</summary>
    public long NextNumber => 0;

    private StreamTexts Texts => _texts ??= new(policies, _tools, meter, _ends, _annotations);

    private bool Blocked => policies.Blocked || _tools is { Refused: true };

    /// <summary>Goes on where a human has to allow a tool call: the caller sees the answer end there, and the rest is only kept.</summary>
    public void Keep(IAnswerKeeper keeper)
    {
        _tools?.Escalated = (envelope, shape) =>
        {
            if (keeper.Shown is { } shown)
            {
                _ends.WriteRest(envelope, shape, Filtered, withheld: !_over, shown);
            }

            keeper.Hide();
        };
    }

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
        _ends.Note(reply);
        var usageOnly = reply.Choices.Count == 0 && reply.Usage is not null;
        return usageOnly && !showUsage ? GuardStep.Next : Judge(chunk, reply, output);
    }

    /// <summary>The stream is over: what choices without a proper end still hold goes out.</summary>
    public GuardStep Finish(IBufferWriter<byte> output)
    {
        _over = true;
        if (_lastEnvelope.WrittenCount == 0 || _reader.Read(_lastEnvelope.WrittenSpan) is not { } shape)
        {
            return GuardStep.Next;
        }

        Texts.Begin();
        Texts.CompleteAll();
        Texts.WritePieces(_lastEnvelope.WrittenSpan, shape, output);
        if (!Blocked)
        {
            _annotations?.Write(null, Texts.Places, _lastEnvelope.WrittenSpan, shape, output);
        }

        if (!Blocked)
        {
            _tools?.EndChoice(_lastEnvelope.WrittenSpan, shape, null, output);
        }

        if (!Blocked)
        {
            return GuardStep.Next;
        }

        _ends.WriteRest(_lastEnvelope.WrittenSpan, shape, Filtered, withheld: false, output);
        return GuardStep.Blocked;
    }

    /// <summary>Ends every unfinished choice in the middle; the chunk is the one that was just taken.</summary>
    public void CutShort(ReadOnlySpan<byte> chunk, ReplyUsage used, IBufferWriter<byte> output)
    {
        if (_reader.Read(chunk) is not { ChoicesValue.Length: > 0 } shape)
        {
            return;
        }

        _ends.WriteRest(chunk, shape, "length"u8, withheld: false, output);
        if (showUsage)
        {
            _ends.WriteUsage(chunk, shape, used, output);
        }
    }

    private GuardStep Judge(ReadOnlySpan<byte> chunk, Reply reply, IBufferWriter<byte> output)
    {
        // 1. The tool calls that this chunk goes beyond are whole.
        if (_tools is not null && !_tools.Begin(chunk, reply))
        {
            return GuardStep.Invalid;
        }

        _tools?.EndBefore(chunk, reply, output);
        if (Blocked)
        {
            return WriteBlocked(chunk, reply, output);
        }

        // 2. Each text in its channel; the texts of tool calls wait with their call.
        _edits.Clear();
        Texts.Begin();
        _annotations?.Take(chunk, reply, _edits);
        Texts.Judge(chunk, reply, _edits);
        _names.Judge(chunk, reply.Names);
        if (Texts.NameTorn || (_tools is not null && !_tools.Take(chunk, reply, _edits)))
        {
            return GuardStep.Invalid;
        }

        // 3. What ends with this chunk goes out before it.
        Texts.CompleteFinished(reply);
        if (Blocked)
        {
            Texts.WritePieces(chunk, reply, output);
            return WriteBlocked(chunk, reply, output);
        }

        Texts.WriteTails(chunk, reply, output);
        EndAnnotations(chunk, reply, output);
        EndCalls(chunk, reply, output);
        if (Blocked)
        {
            return WriteBlocked(chunk, reply, output);
        }

        // 4. The chunk itself, where it has anything to say.
        if (!Texts.Silences(reply))
        {
            Blank(chunk, reply);
            ChunkWriter.Write(chunk, _edits, output);
        }

        Remember(chunk, reply);
        return GuardStep.Next;
    }

    private void EndAnnotations(ReadOnlySpan<byte> chunk, Reply reply, IBufferWriter<byte> output)
    {
        foreach (var choice in reply.Choices)
        {
            if (choice.FinishReason is not null)
            {
                _annotations?.Write(choice.Index, Texts.Places, chunk, reply, output);
            }
        }
    }

    private void EndCalls(ReadOnlySpan<byte> chunk, Reply reply, IBufferWriter<byte> output)
    {
        if (_tools is not { Holds: true })
        {
            return;
        }

        foreach (var choice in reply.Choices)
        {
            if (choice.FinishReason is not null)
            {
                _tools.EndChoice(chunk, reply, choice.Index, output);
            }
        }
    }

    private GuardStep WriteBlocked(ReadOnlySpan<byte> chunk, Reply reply, IBufferWriter<byte> output)
    {
        _ends.WriteRest(chunk, reply, Filtered, withheld: true, output);
        return GuardStep.Blocked;
    }

    private void Blank(ReadOnlySpan<byte> chunk, Reply reply)
    {
        if (!showUsage && reply.UsageMember.Length > 0)
        {
            _edits.ReplaceByRaw(JsonMembers.WithComma(chunk, reply.UsageMember), default);
        }

        if (!policies.BlankLogprobs)
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
        if (reply.ChoicesValue.Length > 0 && (_tools is { Holds: true } || Texts.Holds))
        {
            _lastEnvelope.ResetWrittenCount();
            _lastEnvelope.Write(chunk);
        }
    }
}
