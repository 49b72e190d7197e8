namespace Keeptrusts.Policy.Text.Matching;

/// <summary>Detectors and the rules that hear of what they find, compiled together. Immutable and shared.</summary>
internal sealed class MatchPlan
{
    public MatchPlan(IReadOnlyList<SpanDetector> detectors, IReadOnlyList<MatchRule> rules)
    {
        Rules = [.. rules];
        Policies = rules.Count == 0 ? 0 : rules.Max(r => r.Policy) + 1;
        Lanes = [.. detectors.Select((d, i) => (Detector: d, Index: i)).GroupBy(d => d.Detector.IsRaw).OrderBy(lane => lane.Key).Select(lane => new LanePlan(
            DetectorSet.Of([.. lane.Select(d => d.Detector)]),
            lane.Key,
            [.. lane.Select(d => Enumerable.Range(0, Rules.Length).Where(r => Rules[r].Detector == d.Index).ToArray())]))];
    }

    public MatchRule[] Rules { get; }

    public int Policies { get; }

    /// <summary>The detectors of the folded text, and those of the text as it is.</summary>
    public LanePlan[] Lanes { get; }

    /// <summary>Detectors that see the text in one form.</summary>
    /// <param name="Set">The detectors.</param>
    /// <param name="IsRaw">Whether they see the text as it is.</param>
    /// <param name="RulesOf">The rules that want a detector's findings, in chain order.</param>
    public sealed record LanePlan(DetectorSet Set, bool IsRaw, int[][] RulesOf);
}
