using System.Buffers;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Redaction;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>
/// Withholds the tool calls of a stream until the policies that decide on calls have passed each: its name, id and arguments leave together,
/// once another call of the choice has begun, the choice has ended, or the stream has. All else goes on meanwhile.
/// </summary>
/// <param name="evaluation">Decides.</param>
/// <param name="texts">Judged the texts of the calls before; <see langword="null"/> where no policy reads output.</param>
/// <param name="issued">Placeholders to be turned back in the calls; <see langword="null"/> where there are none.</param>
/// <param name="mostBytes">Most that waits; a provider that says more is cut off.</param>
internal sealed class ToolGate(ToolEvaluation evaluation, PhaseEvaluation? texts, TokenVault? issued, int mostBytes)
{
    private readonly ChunkWriter _writer = new();
    private readonly List<HeldCall> _open = [];
    private readonly Dictionary<(int Choice, int Item), HeldCall> _latest = [];
    private readonly List<HeldCall?> _current = [];
    private bool _kept;

    /// <summary>Whether a policy refuses a call: nothing of the answer may leave any more.</summary>
    public bool Refused => Escalated is null ? evaluation.Refused : evaluation.Blocked;

    /// <summary>
    /// What happens before the first call that a human has to allow, where its answer is kept for that: the gate goes on then, since nothing more of the
    /// answer is shown. Without it such a call is refused like any other.
    /// </summary>
    public EscalatedAnswer? Escalated { get; set; }

    /// <summary>Whether a call has been released.</summary>
    public bool Spoke { get; private set; }

    /// <summary>Whether a call waits.</summary>
    public bool Holds => _open.Count > 0;

    /// <summary>What the policies said so far.</summary>
    public PhaseOutcome Complete() => evaluation.Complete();

    /// <summary>Tells to which calls a chunk adds.</summary>
    /// <returns>False where it adds to a call that was delivered already, which could not be judged again.</returns>
    public bool Begin(ReadOnlySpan<byte> chunk, Reply reply)
    {
        _current.Clear();
        foreach (var call in reply.Calls)
        {
            var id = call.Id.Of(chunk);
            var key = (call.Choice, call.Item);
            if (_latest.TryGetValue(key, out var known) && known.Continues(id))
            {
                if (known.Ended && !IsEmpty(reply, call))
                {
                    return false;
                }

                _current.Add(known.Ended ? null : known);
                continue;
            }

            var begun = new HeldCall(call.Choice, call.Item, id.ToArray());
            _latest[key] = begun;
            _open.Add(begun);
            _current.Add(begun);
        }

        return true;
    }

    /// <summary>The call of a chunk that a text belongs to.</summary>
    /// <param name="reply">The chunk.</param>
    /// <param name="text">The text.</param>
    /// <param name="held">The call that waits; <see langword="null"/> where nothing is to be added to it.</param>
    /// <returns>Whether the text belongs to a call.</returns>
    public bool Owns(Reply reply, ReplyText text, out HeldCall? held)
    {
        for (var i = 0; i < reply.Calls.Count; i++)
        {
            if (reply.Calls[i].Holds(text))
            {
                held = _current[i];
                return true;
            }
        }

        held = null;
        return false;
    }

    /// <summary>Judges and releases the calls that a chunk goes beyond.</summary>
    public void EndBefore(ReadOnlySpan<byte> chunk, Reply reply, IBufferWriter<byte> output)
    {
        foreach (var choice in _current.Count > 0 ? reply.Choices : [])
        {
            if (reply.Calls.Exists(call => call.Choice == choice.Index))
            {
                End(chunk, reply, choice.Index, _current, output);
            }
        }
    }

    /// <summary>The channel of a text of a call.</summary>
    public GuardChannel Channel(HeldCall held, ReplyText text) => held.Channel(texts, issued, text);

    /// <summary>Takes the calls out of a chunk, once its texts are judged.</summary>
    /// <returns>False where more would wait than may, or where a call contradicts itself.</returns>
    public bool Take(ReadOnlySpan<byte> chunk, Reply reply, JsonEdits edits)
    {
        if (_current.Exists(call => call is { Contradicts: true }))
        {
            return false;
        }

        for (var i = 0; i < reply.Calls.Count; i++)
        {
            _current[i]?.Add(chunk, reply.Calls[i], edits);
        }

        foreach (var member in reply.CallMembers)
        {
            edits.ReplaceByRaw(JsonMembers.WithComma(chunk, member), default);
        }

        return reply.Calls.Count == 0 || _open.Sum(call => (long)call.Size) <= mostBytes;
    }

    /// <summary>Judges and releases the calls of a choice that has ended; of all, where none is named.</summary>
    public void EndChoice(ReadOnlySpan<byte> envelope, Reply shape, int? choice, IBufferWriter<byte> output) => End(envelope, shape, choice, [], output);

    private static bool IsEmpty(Reply reply, ReplyCall call) => reply.Texts.TrueForAll(text => !call.Holds(text) || !text.Continues || text.Slot.Token.Length <= 2);

    private bool Keeps(ReadOnlySpan<byte> envelope, Reply shape)
    {
        if (Escalated is null || evaluation.Blocked)
        {
            return false;
        }

        if (!_kept)
        {
            _kept = true;
            Escalated(envelope, shape);
        }

        return true;
    }

    private void End(ReadOnlySpan<byte> envelope, Reply shape, int? choice, List<HeldCall?> except, IBufferWriter<byte> output)
    {
        for (var i = 0; i < _open.Count && !Refused;)
        {
            var call = _open[i];
            if ((choice is { } one && call.Choice != one) || except.Contains(call))
            {
                i++;
                continue;
            }

            call.Complete();
            _open.RemoveAt(i);
            if (texts is { Blocked: true })
            {
                return;
            }

            if (evaluation.Judge(call.Said) || Keeps(envelope, shape))
            {
                call.Write(_writer, envelope, shape, output);
                Spoke = true;
            }
        }
    }
}
