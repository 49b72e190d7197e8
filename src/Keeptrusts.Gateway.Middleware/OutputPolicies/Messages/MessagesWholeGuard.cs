using System.Buffers;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Gateway.Middleware.Wire.Messages;
using Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies.Messages;

/// <summary>Step 8 for messages that come whole.</summary>
/// <param name="policies">Judge the answer.</param>
/// <param name="meter">Hears what the model said.</param>
internal sealed class MessagesWholeGuard(AnswerPolicies policies, OutputMeter meter) : IWholeGuard
{
    public ReplyUsage? Usage { get; private set; }

    public string? FinishReason { get; private set; }

    /// <summary>Failures are errors and no answers here.</summary>
    public bool Failed => false;

    public ReadOnlyMemory<byte>? Take(ReadOnlyMemory<byte> body)
    {
        var data = body.Span;
        if (new MessagesReader().Read(data) is not { IsError: false, HasContent: true } read)
        {
            return null;
        }

        var tokens = new MessageTokens();
        tokens.Take(read);
        (Usage, FinishReason) = (tokens.Usage, read.StopReason);
        var edits = new JsonEdits();
        var judge = new MessagesJudge(policies, meter);
        judge.Hear(data, read, edits);
        foreach (var text in judge.Texts.All)
        {
            judge.Texts.CloseRuns(text.Key.Output);
            text.End();
        }

        Show(data, read, judge, edits);
        foreach (var block in read.Blocks)
        {
            if (block.IsCall && !policies.Blocked)
            {
                judge.Passes(block.Index, MessagesJudge.Name(data, read, block.Index, edits), MessagesJudge.Input(data, block, edits));
            }
        }

        judge.Restore(data, read, edits);
        if (edits.IsEmpty)
        {
            return body;
        }

        var output = new ArrayBufferWriter<byte>(body.Length + 256);
        edits.Apply(data, output);
        return output.WrittenMemory;
    }

    private static void Show(ReadOnlySpan<byte> data, MessagesEvent read, MessagesJudge judge, JsonEdits edits)
    {
        foreach (var text in read.Texts)
        {
            if (text.IsWhole && judge.Texts.Find(text.Key) is { } spoken && spoken.Shown is var shown && shown != JsonText.ToText(text.Slot, data))
            {
                edits.ReplaceByString(text.Slot.Token, shown);
            }
        }

        // A signature of another text is none: the caller must not send it back as one.
        foreach (var (block, token) in read.Signatures)
        {
            if (judge.Texts.Find(new(-1, block, ResponsesKey.BlockThinking)) is { IsChanged: true })
            {
                edits.ReplaceByRaw(token, "\"\""u8);
            }
        }
    }
}
