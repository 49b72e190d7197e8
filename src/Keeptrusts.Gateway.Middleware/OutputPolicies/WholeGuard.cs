using System.Buffers;
using System.Text;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>Step 8 for answers that come whole, in choices.</summary>
/// <param name="surface">What was asked for.</param>
/// <param name="policies">Judge the answer.</param>
/// <param name="meter">Hears what the model said.</param>
internal sealed class WholeGuard(Surface surface, AnswerPolicies policies, OutputMeter meter) : IWholeGuard
{
    // A whole answer is read without waiting for anything, so one reader a thread serves.
    [ThreadStatic]
    private static ReplyReader? _threadReader;

    private readonly ReplyReader _reader = _threadReader ??= new();
    private readonly JsonEdits _edits = new();
    private Dictionary<int, ShownPlaces>? _places; // of the texts that annotations name, by choice
    private Dictionary<int, string>? _rewritten; // what texts have become, by where they stand

    public ReplyUsage? Usage { get; private set; }

    public string? FinishReason { get; private set; }

    /// <summary>Failures are errors and no answers here.</summary>
    public bool Failed => false;

    /// <returns>The answer that may be shown; <see langword="null"/> when it is not an OpenAI reply. A block shows in the evaluation.</returns>
    public ReadOnlyMemory<byte>? Take(ReadOnlyMemory<byte> body)
    {
        _reader.Surface = surface;
        if (_reader.Read(body.Span) is not { IsError: false } reply || (surface.Speaks && reply.ChoicesValue.Length == 0))
        {
            return null;
        }

        Usage = reply.Usage;
        FinishReason = reply.Choices is [var first, ..] ? first.FinishReason : null;
        Judge(body, reply);
        new ChosenNames(policies).Judge(body.Span, reply.Names);
        JudgeTools(body, reply);
        Restore(body, reply);
        ShownPositions.Write(reply, Places, _edits);
        foreach (var choice in reply.Choices)
        {
            if (policies.BlankLogprobs && choice.Logprobs.Length > 0)
            {
                _edits.ReplaceByRaw(choice.Logprobs, "null"u8);
            }
        }

        return Edited(body);
    }

    /// <summary>Judges a provider's error message, which may repeat what it was sent.</summary>
    public ReadOnlyMemory<byte>? TakeError(ReadOnlyMemory<byte> body)
    {
        _reader.Surface = surface;
        if (_reader.Read(body.Span) is not { } reply)
        {
            return null;
        }

        Judge(body, reply);
        return policies.Blocked ? null : Edited(body);
    }

    private void Judge(ReadOnlyMemory<byte> body, Reply reply)
    {
        for (var i = 0; i < reply.Texts.Count; i++)
        {
            var text = reply.Texts[i];
            if (AdjacentParts(reply.Texts, i) is { } parts)
            {
                i = JudgeParts(body, reply.Texts, parts);
                continue;
            }

            var raw = text.Slot.Raw(body.Span);
            var chars = ArrayPool<char>.Shared.Rent(raw.Length);
            var decoded = chars.AsSpan(0, JsonText.Decode(raw, text.Slot.Escaped, chars));
            if (text.Continues)
            {
                meter.Add(decoded);
            }

            if (IsNamed(reply, text))
            {
                JudgeNamed(body.Span, text, decoded);
            }
            else if (policies.Texts is { Blocked: false } evaluation)
            {
                var format = text.Slot.Kind == TextKind.Json ? ChannelFormat.Json : ChannelFormat.Text;
                var rewritten = evaluation.Rewrite(decoded, () => JsonPointer.At(body.Span, text.Slot.Token.Start), format, ReplySources.Of(text.Choice, text.Path));
                if (rewritten is not null)
                {
                    _edits.ReplaceByString(text.Slot.Token, rewritten);
                    Remember(text, rewritten);
                }
            }

            decoded.Clear();
            ArrayPool<char>.Shared.Return(chars);
        }
    }

    /// <summary>Whether annotations name places of a text that may not stay as it is.</summary>
    private bool IsNamed(Reply reply, ReplyText text) =>
        text.Path == ShownPositions.Text && policies is { Blocked: false } and not { Texts: null, Issued: null } && reply.Positions.Exists(position => position.Choice == text.Choice);

    private void JudgeNamed(ReadOnlySpan<byte> body, ReplyText text, ReadOnlySpan<char> decoded)
    {
        var key = GuardChannelKey.Of(text);
        var restorer = policies.Issued?.OpenRestorer(inTools: false, asJson: false);
        var channel = new GuardChannel(key, policies.Texts?.OpenChannel(ChannelFormat.Text, JsonPointer.At(body, text.Slot.Token.Start), key.Source), restorer, call: null, new(restorer is not null));
        var shown = new ArrayBufferWriter<char>(decoded.Length + 16);
        channel.Write(decoded, shown);
        channel.Complete(shown);
        if (!decoded.SequenceEqual(shown.WrittenSpan))
        {
            _edits.ReplaceByString(text.Slot.Token, shown.WrittenSpan);
        }

        (_places ??= [])[text.Choice] = channel.Places!;
    }

    private ShownPlaces? Places(int choice) => _places?.GetValueOrDefault(choice);

    /// <summary>Asks about each tool call, with its texts as they will be shown.</summary>
    private void JudgeTools(ReadOnlyMemory<byte> body, Reply reply)
    {
        if (policies.Tools is not { } tools || reply.Calls.Count == 0 || policies.Blocked)
        {
            return;
        }

        foreach (var call in reply.Calls)
        {
            var (name, arguments) = (new StringBuilder(), new StringBuilder());
            foreach (var text in reply.Texts)
            {
                var part = ReplySources.IsToolName(text.Path) ? name : ReplySources.IsToolArguments(text.Path) ? arguments : null;
                if (part is not null && call.Holds(text))
                {
                    part.Append(_rewritten?.GetValueOrDefault(text.Slot.Token.Start) ?? JsonText.ToText(text.Slot, body.Span));
                }
            }

            if (call.Given.Length > 0)
            {
                var given = new ArrayBufferWriter<byte>();
                _edits.Apply(body.Span, call.Given, given);
                arguments.Append(Encoding.UTF8.GetString(given.WrittenSpan));
            }

            tools.Judge(new ToolCall(name.ToString(), arguments.ToString(), JsonPointer.At(body.Span, call.Value.Start)));
        }
    }

    // The last step, so that what comes back is nobody's finding.
    private void Restore(ReadOnlyMemory<byte> body, Reply reply)
    {
        foreach (var text in policies.Issued is null ? [] : reply.Texts)
        {
            if (text.Continues && !(text.Path == ShownPositions.Text && Places(text.Choice) is not null))
            {
                var judged = _rewritten?.GetValueOrDefault(text.Slot.Token.Start) ?? JsonText.ToText(text.Slot, body.Span);
                var restored = policies.Issued!.Restore(judged, ReplySources.IsToolArguments(text.Path), text.Slot.Kind == TextKind.Json);
                if (restored != judged)
                {
                    _edits.Remove(text.Slot.Token);
                    _edits.ReplaceByString(text.Slot.Token, restored);
                }
            }
        }
    }

    private void Remember(ReplyText text, string rewritten)
    {
        if (policies.Tools is not null || policies.Issued is not null)
        {
            (_rewritten ??= [])[text.Slot.Token.Start] = rewritten;
        }
    }

    /// <returns>Where the text parts stand that follow each other from here, and so are one text; <see langword="null"/> where fewer than two do.</returns>
    private static List<int>? AdjacentParts(List<ReplyText> texts, int first)
    {
        if (texts[first].Path != GuardChannelKey.TextPart)
        {
            return null;
        }

        var parts = new List<int> { first };
        for (var i = first + 1; i < texts.Count && texts[i].Choice == texts[first].Choice; i++)
        {
            var next = texts[i];
            if (next.Path == GuardChannelKey.TextPart && next.Item == texts[parts[^1]].Item + 1)
            {
                parts.Add(i);
            }
            else if (next.Continues)
            {
                break;
            }
        }

        return parts.Count > 1 ? parts : null;
    }

    /// <returns>Index of the last part.</returns>
    private int JudgeParts(ReadOnlyMemory<byte> body, List<ReplyText> texts, List<int> parts)
    {
        var said = new string[parts.Count];
        for (var i = 0; i < said.Length; i++)
        {
            said[i] = JsonText.ToText(texts[parts[i]].Slot, body.Span);
            meter.Add(said[i]);
        }

        if (policies.Texts is { Blocked: false } evaluation)
        {
            var rewritten = evaluation.RewriteParts(said, () => JsonPointer.At(body.Span, texts[parts[0]].Slot.Token.Start), ReplySources.Of(texts[parts[0]].Choice, GuardChannelKey.TextPart));
            for (var i = 0; i < said.Length; i++)
            {
                if (rewritten[i] is { } text)
                {
                    _edits.ReplaceByString(texts[parts[i]].Slot.Token, text);
                    Remember(texts[parts[i]], text);
                }
            }
        }

        return parts[^1];
    }

    private ReadOnlyMemory<byte> Edited(ReadOnlyMemory<byte> body)
    {
        if (_edits.IsEmpty)
        {
            return body;
        }

        var output = new ArrayBufferWriter<byte>(body.Length + 256);
        _edits.Apply(body.Span, output);
        return output.WrittenMemory;
    }
}
