using System.Buffers;
using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Tests.Evaluation;

/// <summary>Builds span phases for tests.</summary>
internal static class Phases
{
    public static readonly string[] AllEntities = [.. DetectorCatalog.EntityNames];

    public static SpanPhase Redacting(params string[] entities) =>
        SpanPhase.Compile(PolicyPhase.Output, [Policy(0, PolicyAction.Redact, entities)]);

    public static SpanPolicy Policy(int index, PolicyAction action, string[] entities, bool shadow = false, string[]? allow = null) => new(
        $"policy-{index}", "pii-detector", ReasonCodes.PiiDetected, shadow, null,
        [.. entities.Select(e => new SpanRule(index, e, action, shadow, $"[{e}]", allow ?? []))]);

    public static string Whole(SpanPhase phase, string text, ChannelFormat format = ChannelFormat.Text)
    {
        using var evaluation = phase.Begin();
        return evaluation.Rewrite(text, null, format) ?? text;
    }

    public static (string Output, PhaseOutcome Outcome) Stream(SpanPhase phase, IEnumerable<string> chunks, ChannelFormat format = ChannelFormat.Text)
    {
        using var evaluation = phase.Begin();
        var channel = evaluation.OpenChannel(format);
        var output = new ArrayBufferWriter<char>();
        foreach (var chunk in chunks)
        {
            channel.Write(chunk, output);
        }

        channel.Complete(output);
        return (output.WrittenSpan.ToString(), evaluation.Outcome());
    }
}
