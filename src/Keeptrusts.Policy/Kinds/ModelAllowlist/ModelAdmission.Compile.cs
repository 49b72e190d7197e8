using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Selectors;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.ModelAllowlist;

/// <summary>Judges a request by one <c>model-allowlist</c>.</summary>
internal sealed class ModelAdmission(ModelRule rule) : IAdmissionPolicy
{
    public bool IsPure => true;

    public Judgement Admit(PolicyCall call, AdmissionFacts facts) => Refuses(facts)
        ? Judgement.Of(Verdict.Block, ReasonCodes.ModelNotAllowed)
        : Judgement.Pass;

    private bool Refuses(AdmissionFacts facts) =>
        RequestedModel.IsAny(rule.Deny, facts)
        || (rule.Allow.Count > 0 && !RequestedModel.IsWithin(rule.Allow, facts))
        || (rule.MaxInputTokens is { } mostInput && facts.InputTokens > mostInput)
        || (rule.MaxOutputTokens is { } mostOutput && facts.OutputLimit > mostOutput);
}
