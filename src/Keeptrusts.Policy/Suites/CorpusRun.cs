using System.Buffers;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Suites;

/// <summary>The decision about a case and the text that would be delivered.</summary>
/// <param name="Outcome">The decision.</param>
/// <param name="Text">The delivered text of a bare text; messages are rewritten in place.</param>
/// <param name="Delivers">Whether anything is delivered at all.</param>
internal sealed record CorpusRun(PhaseOutcome Outcome, string Text, bool Delivers)
{
    public static async ValueTask<CorpusRun> DecideAsync(ScopedPlan scope, PolicyPhase phase, CorpusCase read, PolicyCall call, CancellationToken cancellation)
    {
        using var evaluation = scope.Begin(phase, call);
        var text = "";
        foreach (var channel in read.Channels)
        {
            text = Deliver(evaluation, phase, channel, read.Chunks);
        }

        // An answer in realtime has left up to the block; a request, or an answer that waits for its end, has not.
        var outcome = await evaluation.CompleteAsync(cancellation).ConfigureAwait(false);
        var blocked = outcome.Verdict >= Verdict.Escalate;
        return new CorpusRun(outcome, text, !blocked || (phase == PolicyPhase.Output && !scope.BufferedOutput && outcome.Verdict == Verdict.Block));
    }

    private static string Deliver(PhaseEvaluation evaluation, PolicyPhase phase, CorpusChannel channel, IReadOnlyList<string>? chunks)
    {
        if (channel.Slots.Count > 1)
        {
            var parts = evaluation.RewriteParts([.. channel.Slots.Select(s => s.Text)], () => channel.Slots[0].At);
            for (var i = 0; i < parts.Count; i++)
            {
                channel.Slots[i].Replace(parts[i] ?? channel.Slots[i].Text);
            }

            return "";
        }

        var slot = channel.Slots[0];
        var delivered = chunks is null && phase == PolicyPhase.Input
            ? evaluation.Rewrite(slot.Text, () => slot.At, channel.Format) ?? slot.Text
            : Stream(evaluation, channel.Format, slot, chunks ?? [slot.Text]);
        slot.Replace(delivered);
        return delivered;
    }

    private static string Stream(PhaseEvaluation evaluation, ChannelFormat format, TextSlot slot, IReadOnlyList<string> chunks)
    {
        var released = new ArrayBufferWriter<char>(Math.Max(1, slot.Text.Length));
        var channel = evaluation.OpenChannel(format, slot.At);
        foreach (var chunk in chunks)
        {
            channel.Write(chunk, released);
        }

        channel.Complete(released);
        return released.WrittenSpan.ToString();
    }
}
