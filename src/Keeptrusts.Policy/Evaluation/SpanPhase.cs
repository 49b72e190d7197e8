using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>
/// The span policies of one phase for one set of selected policies, compiled together: immutable, shared by all calls, a pool of matchers behind it.
/// </summary>
internal sealed class SpanPhase
{
    private SpanPhase(PolicyPhase phase, IReadOnlyList<SpanPolicy> policies)
    {
        Phase = phase;
        Policies = policies;
    }

    public PolicyPhase Phase { get; }

    public IReadOnlyList<SpanPolicy> Policies { get; }

    /// <summary>Whether any rule may redact, so that token probabilities must not pass.</summary>
    public bool Rewrites => Policies.Any(p => !p.Shadow && p.Rules.Any(r => r.Action == PolicyAction.Redact));

    public static SpanPhase Compile(PolicyPhase phase, IReadOnlyList<SpanPolicy> policies) => new(phase, policies);

    public PhaseEvaluation Begin() => throw new NotImplementedException();
}
