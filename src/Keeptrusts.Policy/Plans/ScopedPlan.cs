using Keeptrusts.Policy.Calls;
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

    /// <summary>Whom the <c>human-oversight</c> policies that apply ask, in chain order.</summary>
    public abstract IReadOnlyList<ApprovalRule> Approvals { get; }

    /// <summary>How the call is recorded.</summary>
    public abstract AuditRule Audit { get; }

    /// <summary>Whether a policy reads the phase's text.</summary>
    public abstract bool Reads(PolicyPhase phase);

    /// <summary>Whether a policy may change the phase's text (then token probabilities must not pass).</summary>
    public abstract bool Rewrites(PolicyPhase phase);

    /// <summary>Whether the output must be whole before any of it is delivered.</summary>
    public abstract bool BufferedOutput { get; }

    /// <summary>Whether a policy decides on tool calls: then a call's name, id and arguments wait for it.</summary>
    public abstract bool JudgesTools { get; }

    /// <summary>Whether an admission policy asks for the size of the prompt: then <see cref="AdmissionFacts.InputTokens"/> is to be given.</summary>
    public abstract bool CountsInput { get; }

    /// <summary>Judges the admission facts.</summary>
    /// <param name="call">The call; its end (<see cref="PolicyCall.End"/>) gives back what was taken.</param>
    /// <param name="facts">What is known before any text is read.</param>
    public abstract PhaseOutcome Admit(PolicyCall call, AdmissionFacts facts);

    /// <summary>Whether calls like this one would be admitted, limits that count aside. Takes nothing.</summary>
    public abstract bool WouldAdmit(PolicyCall call, AdmissionFacts facts);

    /// <summary>Says which targets the call may use.</summary>
    /// <param name="candidates">The targets that serve the model, in order.</param>
    public abstract TargetClearance ClearTargets(IReadOnlyList<TargetPlan> candidates);

    /// <summary>Starts the evaluation of all text of one phase (<see cref="PolicyPhase.Input"/> or <see cref="PolicyPhase.Output"/>).</summary>
    /// <param name="phase">The phase.</param>
    /// <param name="call">The call.</param>
    public abstract PhaseEvaluation Begin(PolicyPhase phase, PolicyCall call);

    /// <summary>
    /// Starts an evaluation of text that nobody has sent yet: policies that find spans in input, and those that judge it by what it says alone. No service and
    /// no human is asked, and nothing is counted.
    /// </summary>
    /// <param name="call">A call of its own, which is never made.</param>
    public abstract PhaseEvaluation BeginPreview(PolicyCall call);

    /// <summary>Starts the evaluation of the tool calls of a response.</summary>
    public abstract ToolEvaluation BeginTools(PolicyCall call);

    /// <summary>Whether findings of a policy on input are places of values, which nobody may see where the policy acts on them.</summary>
    /// <param name="policy">The policy's name.</param>
    internal virtual bool FindsValues(string policy) => true;
}
