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
    public static async ValueTask<CorpusRun> DecideAsync(PolicyPlan plan, ScopedPlan scope, PolicyPhase phase, CorpusCase read, PolicyCall call, CancellationToken cancellation)
    {
        // 1. The tool calls of an answer, as the model wrote them.
        var tools = scope.BeginTools(call);
        foreach (var tool in phase == PolicyPhase.Output && scope.JudgesTools && read.Messages is not null ? ToolCalls.Find(read.Messages) : [])
        {
            tools.Judge(tool);
        }

        // 2. Every text. An answer is a stream: nothing behind a block is delivered.
        using var evaluation = scope.Begin(phase, call);
        var text = "";
        foreach (var channel in read.Channels)
        {
            text = channel.Deliver(evaluation, read.Chunks ?? (phase == PolicyPhase.Output ? [channel.Slots[0].Text] : null));
        }

        // 3. An answer in realtime has left up to the block; a request, or an answer that waits for its end, has not.
        var outcome = await evaluation.CompleteAsync(cancellation).ConfigureAwait(false);
        var realtime = phase == PolicyPhase.Output && !scope.BufferedOutput && outcome.Verdict == Verdict.Block;
        var delivers = !tools.Refused && (outcome.Verdict < Verdict.Escalate || realtime);
        var all = tools.Complete().Policies is { Count: > 0 } judged ? ChainResults.Join(plan, [.. outcome.Policies, .. judged]) : outcome;
        return new CorpusRun(all, text, delivers);
    }
}
