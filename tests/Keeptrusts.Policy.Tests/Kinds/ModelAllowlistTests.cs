using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Tests.Compilation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Tests.Kinds;

public sealed class ModelAllowlistTests
{
    [Theory]
    [InlineData("allow: [gpt-4o]", "gpt-4o", null, null, true)]
    [InlineData("allow: [gpt-4o]", "GPT-4o", null, null, true)]
    [InlineData("allow: [gpt-4o]", "gpt-4o-mini", null, null, false)]
    [InlineData("allow: ['gpt-*']", "gpt-4o-mini", null, null, true)]
    [InlineData("allow: ['gpt-*'], deny: ['*-mini']", "gpt-4o-mini", null, null, false)]
    [InlineData("deny: ['*-mini']", "gpt-4o", null, null, true)]
    [InlineData("deny: ['*-mini']", "gpt-4o-mini", null, null, false)]
    [InlineData("max_input_tokens: 10", "m", 10, null, true)]
    [InlineData("max_input_tokens: 10", "m", 11, null, false)]
    [InlineData("max_input_tokens: 10", "m", null, null, true)]
    [InlineData("max_output_tokens: 10", "m", null, 10, true)]
    [InlineData("max_output_tokens: 10", "m", null, 11, false)]
    public void Admit_Request_IsJudged(string fields, string model, int? input, int? output, bool admitted)
    {
        var outcome = Scope($"p: {{ kind: model-allowlist, {fields}, message: ask IT }}").Admit(Call, new AdmissionFacts { Model = model, InputTokens = input, OutputLimit = output });
        var result = Assert.Single(outcome.Policies);
        Assert.Equal(admitted ? Verdict.Allow : Verdict.Block, outcome.Verdict);
        Assert.Equal(admitted ? ReasonCodes.AllPoliciesPassed : ReasonCodes.ModelNotAllowed, outcome.ReasonCode);
        Assert.Equal(admitted ? null : "ask IT", result.Message);
        Assert.Equal(("p", "model-allowlist", PolicyPhase.Admission), (result.Name, result.Kind, result.Phase));
    }

    [Fact]
    public void Admit_Shadow_RecordsAndAdmits()
    {
        var outcome = Scope("p: { kind: model-allowlist, allow: [a], mode: shadow }").Admit(Call, new AdmissionFacts { Model = "b" });
        Assert.Equal((Verdict.Allow, ReasonCodes.AllPoliciesPassed), (outcome.Verdict, outcome.ReasonCode));
        var result = Assert.Single(outcome.Policies);
        Assert.Equal((Verdict.Block, true), (result.Verdict, result.Shadow));
        Assert.Null(outcome.Decider);
    }

    [Fact]
    public void Admit_NoRules_Admits() =>
        Assert.Empty(Scope("p: { kind: audit-logger }").Admit(Call, new AdmissionFacts { Model = "b" }).Policies);

    private static PolicyCall Call => new(new PolicyContext());

    private static ScopedPlan Scope(string block) => ScopeTests.Plan(block).Scope(new PolicyContext(), DateTimeOffset.UnixEpoch);
}
