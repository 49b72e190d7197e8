using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Plans;

/// <summary>The policies of a plan that apply to one call. Shared by all calls that select the same policies.</summary>
public abstract class ScopedPlan
{
    /// <summary>The <c>model-allowlist</c> policies that apply, in chain order.</summary>
    public abstract IReadOnlyList<ModelRule> ModelRules { get; }

    /// <summary>The budgets that apply, of all <c>cost-cap</c> policies.</summary>
    public abstract IReadOnlyList<BudgetRule> Budgets { get; }

    /// <summary>How the call is recorded.</summary>
    public abstract AuditRule Audit { get; }

    /// <summary>Whether a policy reads the phase's text.</summary>
    public abstract bool Reads(PolicyPhase phase);

    /// <summary>Whether a policy may change the phase's text (then token probabilities must not pass).</summary>
    public abstract bool Rewrites(PolicyPhase phase);

    /// <summary>Whether the output must be whole before any of it is delivered.</summary>
    public abstract bool BufferedOutput { get; }

    /// <summary>Judges the admission facts.</summary>
    /// <param name="model">The model as requested.</param>
    /// <param name="inputTokens">Prompt size; <see langword="null"/> when not counted (no rule asks for it).</param>
    /// <param name="outputLimit">The caller's output limit, if given.</param>
    public abstract PhaseOutcome Admit(string model, int? inputTokens, int? outputLimit);

    /// <summary>Starts the evaluation of all text of one phase (<see cref="PolicyPhase.Input"/> or <see cref="PolicyPhase.Output"/>).</summary>
    public abstract PhaseEvaluation Begin(PolicyPhase phase);
}
