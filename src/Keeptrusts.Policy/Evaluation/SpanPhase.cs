using System.Collections.Frozen;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Text.Folding;
using Keeptrusts.Policy.Text.Matching;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>
/// The span policies of one phase for one set of selected policies, compiled together: immutable, shared by all calls, a pool of matchers behind it.
/// </summary>
internal sealed class SpanPhase
{
    private readonly MatcherPool _texts;
    private readonly MatcherPool _keys;

    private SpanPhase(PolicyPhase phase, IReadOnlyList<SpanPolicy> policies)
    {
        Phase = phase;
        Policies = policies;
        Rules = [.. policies.SelectMany(p => p.Rules)];
        Rewrites = Enumerable.Range(0, Rules.Count).Any(r => Rules[r].Action == PolicyAction.Redact && Enforces(r));
        List<SpanDetector> detectors = [.. Rules.Select(Detector).Distinct()];
        _texts = new MatcherPool(new MatchPlan(detectors, [.. Rules.Select((_, r) => Compile(r, detectors, inKey: false))]));
        _keys = new MatcherPool(new MatchPlan(detectors, [.. Rules.Select((_, r) => Compile(r, detectors, inKey: true))]));
    }

    public PolicyPhase Phase { get; }

    public IReadOnlyList<SpanPolicy> Policies { get; }

    /// <summary>The rules of all policies, in chain order; the matcher's numbers of rules point here.</summary>
    public IReadOnlyList<SpanRule> Rules { get; }

    /// <summary>Whether any rule may redact, so that token probabilities must not pass.</summary>
    public bool Rewrites { get; }

    public static SpanPhase Compile(PolicyPhase phase, IReadOnlyList<SpanPolicy> policies) => new(phase, policies);

    public PhaseEvaluation Begin() => new SpanEvaluation(this, new PolicyCall(new PolicyContext()));

    /// <summary>Matchers of texts, or of JSON's object keys, which cannot be redacted: what would be a redaction there is a block.</summary>
    public MatcherPool Matchers(bool ofKeys) => ofKeys ? _keys : _texts;

    /// <summary>Whether a rule acts on what it finds.</summary>
    public bool Enforces(int rule) => !Rules[rule].Shadow && !Policies[Rules[rule].Policy].Shadow;

    private static SpanDetector Detector(SpanRule rule) => rule.Detector ?? DetectorCatalog.Find(rule.Type)
        ?? throw new ArgumentException($"no detector finds `{rule.Type}`; use one of {string.Join(", ", DetectorCatalog.EntityNames)}", nameof(rule));

    // A block ends an output where it stands; an input is judged to its end, since nothing of it has left.
    private MatchRule Compile(int index, List<SpanDetector> detectors, bool inKey)
    {
        var rule = Rules[index];
        var redacts = rule.Action == PolicyAction.Redact && Enforces(index);
        var blocks = (rule.Action == PolicyAction.Block && Enforces(index)) || (redacts && inKey);
        return new MatchRule(
            detectors.IndexOf(Detector(rule)),
            rule.Policy,
            redacts && !inKey,
            blocks && Phase == PolicyPhase.Output,
            rule.AllowList.Select(FoldTable.FoldText).ToFrozenSet(StringComparer.Ordinal));
    }
}
