using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>The policies of a phase that has text: first those that find spans, then those that judge what is left. Immutable, shared by all calls.</summary>
/// <param name="Spans">The first pass.</param>
/// <param name="Judges">The second pass, in chain order.</param>
internal sealed record TextPhase(SpanPhase Spans, IReadOnlyList<Judge<ITextPolicy>> Judges)
{
    public bool IsEmpty => Spans.Policies.Count == 0 && Judges.Count == 0;

    public PhaseEvaluation Begin(PolicyCall call)
    {
        var spans = new SpanEvaluation(Spans, call);
        return Judges.Count == 0 ? spans : new JudgedEvaluation(this, spans, call);
    }

    /// <summary>The outcome of results of both passes: the gravest that counts decides, the first in the chain where several do.</summary>
    public static PhaseOutcome Decide(IReadOnlyList<PolicyResult> results) => Decision.Decider(results) is { } decider
        ? new PhaseOutcome(decider.Verdict, decider.ReasonCode, results)
        : new PhaseOutcome(Verdict.Allow, ReasonCodes.AllPoliciesPassed, results);
}
