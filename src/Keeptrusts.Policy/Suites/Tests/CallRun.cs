using System.Text.Json.Nodes;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Suites.Tests;

/// <summary>Takes the call of a test through the whole chain, as the gateway would.</summary>
internal sealed class CallRun(PolicyPlan plan, ScopedPlan scope, TestCall test, PolicyCall call)
{
    private readonly List<PolicyResult> _results = [];

    public async ValueTask<CallOutcome> RunAsync(CancellationToken cancellation)
    {
        // 1. May this key ask this at all?
        var prompt = test.Prompt();
        if (Ends(scope.Admit(call, test.Facts(prompt))))
        {
            return Finish(null);
        }

        // 2. Can every part be read, and may the text leave?
        if (test.IsUnreadable(scope))
        {
            return new CallOutcome(new PhaseOutcome(Verdict.Block, ReasonCodes.UnreadableContent, _results), null);
        }

        var sent = await JudgePromptAsync(prompt, cancellation).ConfigureAwait(false);
        if (sent is null)
        {
            return Finish(null);
        }

        // 3. Which targets may answer?
        if (Ends(scope.ClearTargets(test.Candidates).Outcome))
        {
            return Finish(null);
        }

        // 4. May the answer's tool calls and text be delivered?
        return test.AnswerText is null && test.Choices is null ? Finish(sent) : Finish(await JudgeAnswerAsync(cancellation).ConfigureAwait(false));
    }

    private async ValueTask<JsonNode?> JudgePromptAsync(IReadOnlyList<CorpusChannel> prompt, CancellationToken cancellation)
    {
        using var evaluation = scope.Begin(PolicyPhase.Input, call);
        for (var i = 0; i < prompt.Count; i++)
        {
            // A prompt in pieces is one text: the first channel. Tool definitions follow.
            prompt[i].Deliver(evaluation, i == 0 ? test.PromptChunks : null);
        }

        if (Ends(await evaluation.CompleteAsync(cancellation).ConfigureAwait(false)))
        {
            return null;
        }

        return test.Text is null ? test.Messages : test.Messages[0]!["content"]!.DeepClone();
    }

    private async ValueTask<JsonNode?> JudgeAnswerAsync(CancellationToken cancellation)
    {
        var messages = test.AnswerMessages();
        call.EarlierToolCalls = ToolCalls.Find(test.Messages).Count;
        var tools = scope.BeginTools(call);
        foreach (var tool in ToolCalls.Find(messages, "/choices", "/message"))
        {
            tools.Judge(tool);
        }

        _results.AddRange(tools.Complete().Policies);
        using var evaluation = scope.Begin(PolicyPhase.Output, call);
        IReadOnlyList<CorpusChannel> channels = test.AnswerText is { } text
            ? [new CorpusChannel([new TextSlot("/choices/0/message/content", text, null, "")], ChannelFormat.Text, new TextSource(TextRole.Assistant, 0, TextPart.Content))]
            : MessageChannels.Find(messages, "/choices", "/message");
        var delivered = "";
        foreach (var channel in channels)
        {
            delivered = channel.Deliver(evaluation, test.AnswerChunks);
        }

        var outcome = await evaluation.CompleteAsync(cancellation).ConfigureAwait(false);
        var refused = Ends(outcome) || tools.Refused;

        // A stream in realtime has left up to the block; a whole answer has not.
        var hasLeft = test.AnswerChunks is not null && !scope.BufferedOutput && !tools.Refused && outcome.Verdict == Verdict.Block;
        return refused && !hasLeft ? null : test.AnswerText is null ? messages : JsonValue.Create(delivered);
    }

    private bool Ends(PhaseOutcome outcome)
    {
        _results.AddRange(outcome.Policies);
        return outcome.Verdict >= Verdict.Escalate;
    }

    private CallOutcome Finish(JsonNode? output) => new(ChainResults.Join(plan, _results), output);
}
