using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Keeptrusts.Benchmarks.Comparison;
using Keeptrusts.Benchmarks.Roles;
using Keeptrusts.Policy;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Benchmarks.Inner;

/// <summary>
/// What the policies of <c>standard-prod</c> cost a call by themselves, without the gateway around them: one by one and together, over the prompt, the whole
/// answer and the answer as it is streamed. The least of many rounds, since what else the machine does only adds.
/// </summary>
internal static class PolicyCostRun
{
    private const int Rounds = 300;
    private const int Calls = 100;
    private const string Model = "gpt-4o";

    public static string Run()
    {
        var text = new StringBuilder("| policies | admission | prompt | whole answer | answer in pieces |\n|---|---:|---:|---:|---:|\n");
        foreach (var (name, policy) in GatewaySteps.ByPolicy())
        {
            var plan = PolicyEngine.Load(policy, new PolicyOptions { HasVariable = _ => true }).Plan
                ?? throw new InvalidOperationException($"The document of `{name}` does not load.");
            var scope = plan.Scope(new PolicyContext { Team = "default", Key = "benchmark", Lineage = "benchmark", Model = Model }, DateTimeOffset.UnixEpoch);
            string[] cells =
            [
                Cost(true, () => Admit(scope)),
                Cost(scope.Reads(PolicyPhase.Input), () => Prompt(scope)),
                Cost(scope.Reads(PolicyPhase.Output), () => Answer(scope)),
                Cost(scope.Reads(PolicyPhase.Output), () => Stream(scope)),
            ];
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", cells)} |\n");
        }

        return text.ToString();
    }

    private static string Cost(bool applies, Action call)
    {
        if (!applies)
        {
            return "–";
        }

        var least = double.MaxValue;
        var bytes = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var began = Stopwatch.GetTimestamp();
            for (var i = 0; i < Calls; i++)
            {
                call();
            }

            least = Math.Min(least, Stopwatch.GetElapsedTime(began).TotalMicroseconds / Calls);
            bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{least:0.0} µs, {bytes:#,0} B");
    }

    private static void Admit(ScopedPlan scope)
    {
        var call = new PolicyCall(new PolicyContext { Team = "default", Key = "benchmark", Lineage = "benchmark", Model = Model });
        scope.Admit(call, new AdmissionFacts { Model = Model });
        call.End(0);
    }

    private static void Prompt(ScopedPlan scope)
    {
        using var evaluation = scope.Begin(PolicyPhase.Input, new PolicyCall(new PolicyContext()));
        evaluation.Rewrite(Model, () => "/model", source: new TextSource(TextRole.Unknown, -1, TextPart.Other));
        evaluation.Rewrite(Candidate.Prompt, () => "/messages/0/content", source: new TextSource(TextRole.User, 0, TextPart.Content));
        Complete(evaluation);
    }

    private static void Answer(ScopedPlan scope)
    {
        using var evaluation = scope.Begin(PolicyPhase.Output, new PolicyCall(new PolicyContext()));
        evaluation.Rewrite(FastUpstream.Answer, () => "/choices/0/message/content");
        Complete(evaluation);
    }

    private static void Stream(ScopedPlan scope)
    {
        var released = new ArrayBufferWriter<char>(256);
        using var evaluation = scope.Begin(PolicyPhase.Output, new PolicyCall(new PolicyContext()));
        var channel = evaluation.OpenChannel(ChannelFormat.Text, "/choices/0/delta/content");
        var length = FastUpstream.Answer.Length / FastUpstream.Events;
        for (var at = 0; at < FastUpstream.Answer.Length; at += length)
        {
            channel.Write(FastUpstream.Answer.AsSpan(at, Math.Min(length, FastUpstream.Answer.Length - at)), released);
        }

        channel.Complete(released);
        Complete(evaluation);
    }

    private static void Complete(PhaseEvaluation evaluation)
    {
        var completing = evaluation.CompleteAsync();
        if (!completing.IsCompletedSuccessfully || completing.Result.Verdict > Verdict.Redact)
        {
            throw new InvalidOperationException("The benchmark's texts are allowed, and judged at once.");
        }
    }
}
