using System.Buffers;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies;

/// <summary>Step 8 for answers that come whole.</summary>
internal sealed class WholeGuard(PhaseEvaluation? evaluation, OutputMeter meter, bool blankLogprobs)
{
    // A whole answer is read without waiting for anything, so one reader a thread serves.
    [ThreadStatic]
    private static ReplyReader? _threadReader;

    private readonly ReplyReader _reader = _threadReader ??= new();
    private readonly JsonEdits _edits = new();

    public ReplyUsage? Usage { get; private set; }

    public string? FinishReason { get; private set; }

    /// <returns>The answer that may be shown; <see langword="null"/> when it is not an OpenAI reply. A block shows in the evaluation.</returns>
    public ReadOnlyMemory<byte>? Take(ReadOnlyMemory<byte> body)
    {
        if (_reader.Read(body.Span) is not { IsError: false } reply)
        {
            return null;
        }

        Usage = reply.Usage;
        FinishReason = reply.Choices is [var first, ..] ? first.FinishReason : null;
        Judge(body, reply);
        foreach (var choice in reply.Choices)
        {
            if (blankLogprobs && choice.Logprobs.Length > 0)
            {
                _edits.ReplaceByRaw(choice.Logprobs, "null"u8);
            }
        }

        return Edited(body);
    }

    /// <summary>Judges a provider's error message, which may repeat what it was sent.</summary>
    public ReadOnlyMemory<byte>? TakeError(ReadOnlyMemory<byte> body)
    {
        if (_reader.Read(body.Span) is not { } reply)
        {
            return null;
        }

        Judge(body, reply);
        return evaluation is { Blocked: true } ? null : Edited(body);
    }

    private void Judge(ReadOnlyMemory<byte> body, Reply reply)
    {
        foreach (var text in reply.Texts)
        {
            var raw = text.Slot.Raw(body.Span);
            var chars = ArrayPool<char>.Shared.Rent(raw.Length);
            var decoded = chars.AsSpan(0, JsonText.Decode(raw, text.Slot.Escaped, chars));
            if (text.Continues)
            {
                meter.Add(decoded);
            }

            if (evaluation is { Blocked: false })
            {
                var format = text.Slot.Kind == TextKind.Json ? ChannelFormat.Json : ChannelFormat.Text;
                var rewritten = evaluation.Rewrite(decoded, () => JsonPointer.At(body.Span, text.Slot.Token.Start), format);
                if (rewritten is not null)
                {
                    _edits.ReplaceByString(text.Slot.Token, rewritten);
                }
            }

            decoded.Clear();
            ArrayPool<char>.Shared.Return(chars);
        }
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
