using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Tests.Evaluation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Tests.Kinds;

public sealed class HumanOversightTests
{
    [Theory]
    [InlineData("tools: ['delete_*']", "delete_user", "m", true)]
    [InlineData("tools: ['delete_*']", "read_user", "m", false)]
    [InlineData("models: ['gpt-5*']", "read_user", "gpt-5-pro", true)]
    [InlineData("models: ['gpt-5*']", "read_user", "gpt-4o", false)]
    public void Judge_ToolCall_AsksWhereAConditionHolds(string conditions, string tool, string model, bool asks)
    {
        var scope = Scope($"require_human_for: {{ {conditions} }}");
        Assert.True(scope.JudgesTools);
        var tools = scope.BeginTools(new PolicyCall(new PolicyContext { Model = model }));
        Assert.Equal(!asks, tools.Judge(new ToolCall(tool, "{}")));
        Assert.Equal(asks ? (Verdict.Escalate, ReasonCodes.HumanApprovalRequired) : (Verdict.Allow, ReasonCodes.AllPoliciesPassed), (tools.Complete().Verdict, tools.Complete().ReasonCode));
    }

    [Theory]
    [InlineData("topics: { mergers: [acquisition, 'due diligence'] }", "Our Due Diligence list", "mergers")]
    [InlineData("topics: { mergers: [acquisition] }", "Acquisitions are no acquisitionist's", null)]
    [InlineData("findings: [US_SSN]", "my ssn is 123-45-6789", "US_SSN")]
    [InlineData("findings: ['US_*']", "my ssn is 123-45-6789", "US_SSN")]
    [InlineData("findings: [CREDIT_CARD]", "my ssn is 123-45-6789", null)]
    public void Judge_Text_AsksWhereAConditionHolds(string conditions, string text, string? type)
    {
        var outcome = Input(Scope($"require_human_for: {{ {conditions} }}, phases: [input]"), text);
        Assert.Equal(type is null ? Verdict.Allow : Verdict.Escalate, outcome.Policies[1].Verdict);
        Assert.Equal(type is null ? [] : [type], outcome.Policies[1].Findings.Select(f => f.Type));
        Assert.Equal(type is null ? null : "ask Jane", outcome.Policies[1].Message);
    }

    [Fact]
    public void Approvals_Block_AreWhatItSays()
    {
        var rule = Assert.Single(Scope("require_human_for: { tools: [a] }, hold_seconds: 5, approval_ttl_seconds: 60").Approvals);
        Assert.Equal(("p", 5, 60), (rule.Policy, rule.HoldSeconds, rule.ApprovalTtlSeconds));
        Assert.Equal(["managers"], rule.Assignees);
    }

    [Fact]
    public void BufferedOutput_OversightOfOutput_IsBuffered()
    {
        Assert.True(Scope("require_human_for: { models: ['*'] }, phases: [output]").BufferedOutput);
        Assert.False(Scope("require_human_for: { models: ['*'] }").BufferedOutput);
        Assert.False(Scope("require_human_for: { models: ['*'] }, phases: [output], mode: shadow").BufferedOutput);
    }

    private static PhaseOutcome Input(ScopedPlan scope, string text)
    {
        using var evaluation = scope.Begin(PolicyPhase.Input, new PolicyCall(new PolicyContext()));
        evaluation.Rewrite(text);
        return evaluation.Outcome();
    }

    private static ScopedPlan Scope(string fields)
    {
        var loaded = PolicyEngine.Load($$"""
            pack: { name: a, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector, p] }
            policy:
              pii-detector: { action: warn }
              p: { kind: human-oversight, assignee: managers, message: ask Jane, {{fields}} }
            """);
        Assert.DoesNotContain(loaded.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        return loaded.Plan!.Scope(new PolicyContext(), DateTimeOffset.UnixEpoch);
    }
}
