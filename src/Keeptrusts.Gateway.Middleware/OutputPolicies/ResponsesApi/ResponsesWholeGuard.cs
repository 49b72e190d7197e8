using System.Buffers;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Gateway.Middleware.Wire.ResponsesApi;

namespace Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;

/// <summary>Step 8 for responses that come whole.</summary>
/// <param name="policies">Judge the answer.</param>
/// <param name="meter">Hears what the model said.</param>
/// <param name="own">The caller's own texts, which providers tell back.</param>
internal sealed class ResponsesWholeGuard(AnswerPolicies policies, OutputMeter meter, OwnTexts own) : IWholeGuard
{
    public ReplyUsage? Usage { get; private set; }

    public string? FinishReason { get; private set; }

    public bool Failed { get; private set; }

    public ReadOnlyMemory<byte>? Take(ReadOnlyMemory<byte> body)
    {
        if (new ResponsesReader().Read(body.Span, isEvent: false) is not { OutputValue.Length: > 0 } read)
        {
            return null;
        }

        (Usage, FinishReason, Failed) = (read.Usage, read.FinishReason, read.Failed);
        var edits = new JsonEdits();
        var judge = new ResponsesJudge(policies, meter, own);
        judge.Hear(body.Span, read, isHeard: false, edits);
        foreach (var text in judge.Texts.All)
        {
            judge.Texts.CloseRuns(text.Key.Output);
            text.End();
        }

        judge.Repeat(body.Span, read, edits);
        new CallGate(policies, int.MaxValue).Judge(body.Span, read, judge.Texts, edits);
        if (edits.IsEmpty)
        {
            return body;
        }

        var output = new ArrayBufferWriter<byte>(body.Length + 256);
        edits.Apply(body.Span, output);
        return output.WrittenMemory;
    }
}
