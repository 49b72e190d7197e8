using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Tests.Compilation;
using Keeptrusts.Policy.Tests.Evaluation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Tests.Kinds;

public sealed class CompiledKindTests
{
    private const string Text = "a@example.com, b@example.com, 123-45-6789, 8.8.8.8";

    [Theory]
    [InlineData("action: redact", "[EMAIL_ADDRESS], [EMAIL_ADDRESS], [US_SSN], [IP_ADDRESS]")]
    [InlineData("action: redact, entities: [US_SSN]", "a@example.com, b@example.com, [US_SSN], 8.8.8.8")]
    [InlineData("action: redact, exclude: [US_SSN, IP_ADDRESS]", "[EMAIL_ADDRESS], [EMAIL_ADDRESS], 123-45-6789, 8.8.8.8")]
    [InlineData("action: redact, allow_list: [a@example.com]", "a@example.com, [EMAIL_ADDRESS], [US_SSN], [IP_ADDRESS]")]
    [InlineData("action: redact, redaction: { custom_markers: { US_SSN: '***', IP_ADDRESS: '' } }", "[EMAIL_ADDRESS], [EMAIL_ADDRESS], ***, ")]
    [InlineData("entities: { US_SSN: redact, IP_ADDRESS: warn }", "a@example.com, b@example.com, [US_SSN], 8.8.8.8")]
    [InlineData("action: warn", Text)]
    [InlineData("action: redact, mode: shadow", Text)]
    public void PiiDetector_Block_DoesWhatItSays(string fields, string expected)
    {
        using var evaluation = Scope($"p: {{ kind: pii-detector, {fields} }}").Begin(PolicyPhase.Input, new PolicyCall(new PolicyContext()));
        Assert.Equal(expected, evaluation.Rewrite(Text) ?? Text);
    }

    [Fact]
    public void PiiDetector_EntityMap_ReportsItsGravestAction()
    {
        using var evaluation = Scope("p: { kind: pii-detector, entities: { US_SSN: redact, IP_ADDRESS: warn }, message: no }").Begin(PolicyPhase.Input, new PolicyCall(new PolicyContext()));
        evaluation.Rewrite(Text);
        var outcome = evaluation.Outcome();
        Assert.Equal((Verdict.Redact, ReasonCodes.PiiDetected), (outcome.Verdict, outcome.ReasonCode));
        Assert.Equal(["US_SSN", "IP_ADDRESS"], outcome.Policies[0].Findings.Select(f => f.Type));
    }

    [Fact]
    public void CostCap_Block_BecomesRules()
    {
        var scope = Scope("""
            p: { kind: cost-cap, default_output_tokens: 7, on_insufficient: clamp, on_unpriced_model: allow,
                   budgets: [{ scope: org, window: total, hard_cap_usd: 1e3 }, { scope: user, id: jane, window: week, soft_cap_usd: 0.01 }] }
            """);
        Assert.Equal(
            [
                new BudgetRule { Policy = "p", Scope = BudgetScope.Org, Window = BudgetWindow.Total, HardCapUsd = 1000, DefaultOutputTokens = 7, Clamp = true, AllowUnpricedModel = true },
                new BudgetRule { Policy = "p", Scope = BudgetScope.User, Id = "jane", Window = BudgetWindow.Week, SoftCapUsd = 0.01m, DefaultOutputTokens = 7, Clamp = true, AllowUnpricedModel = true },
            ],
            scope.Budgets);
    }

    [Fact]
    public void CostCap_Defaults_AreTheDesigns()
    {
        var rule = Assert.Single(Scope("p: { kind: cost-cap, budgets: [{ scope: key, window: hour, hard_cap_usd: 1 }] }").Budgets);
        Assert.Equal((4096, false, false), (rule.DefaultOutputTokens, rule.Clamp, rule.AllowUnpricedModel));
    }

    [Fact]
    public void AuditLogger_Absent_StillBinds()
    {
        var audit = Scope("p: { kind: pii-detector, action: warn }").Audit;
        Assert.Equal((null, true, null), (audit.Policy, audit.Binding, audit.RetentionDays));
    }

    [Fact]
    public void AuditLogger_Block_BecomesTheRule()
    {
        var audit = Scope("p: { kind: audit-logger, binding: false, retention_days: 3 }").Audit;
        Assert.Equal(("p", false, 3), (audit.Policy, audit.Binding, audit.RetentionDays));
    }

    private static ScopedPlan Scope(string block) => ScopeTests.Plan(block).Scope(new PolicyContext(), DateTimeOffset.UnixEpoch);
}
