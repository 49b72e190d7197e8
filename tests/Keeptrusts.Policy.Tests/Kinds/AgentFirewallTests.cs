using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Tests.Compilation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Tests.Kinds;

public sealed class AgentFirewallTests
{
    [Theory]
    [InlineData("allowed_tools: ['read_*']", "read_file", true)]
    [InlineData("allowed_tools: ['read_*']", "READ_FILE", true)]
    [InlineData("allowed_tools: ['read_*']", "write_file", false)]
    [InlineData("allowed_tools: []", "read_file", false)]
    [InlineData("blocked_tools: [shell]", "shell", false)]
    [InlineData("blocked_tools: [shell]", "read_file", true)]
    [InlineData("allowed_tools: ['*'], blocked_tools: [shell]", "shell", false)]
    public void Judge_Tool_IsAllowedOrNot(string fields, string tool, bool allowed)
    {
        var tools = Begin(fields);
        Assert.Equal(allowed, tools.Judge(new ToolCall(tool, "{}")));
        Assert.Equal(allowed ? (Verdict.Allow, ReasonCodes.AllPoliciesPassed) : (Verdict.Block, ReasonCodes.ToolDenied), (tools.Complete().Verdict, tools.Complete().ReasonCode));
    }

    [Theory]
    [InlineData("path: $.amount, range: { max: 100 }", """{"amount": 100}""", true)]
    [InlineData("path: $.amount, range: { max: 100 }", """{"amount": 1e2}""", true)]
    [InlineData("path: $.amount, range: { max: 100 }", """{"amount": 100.01}""", false)]
    [InlineData("path: $.amount, range: { max: 100 }", """{"amount": "5"}""", false)]
    [InlineData("path: $.amount, range: { max: 100 }", """{"amount": 1e400}""", false)]
    [InlineData("path: $.amount, range: { max: 100 }", """{}""", false)]
    [InlineData("path: $.amount, range: { max: 100 }, required: false", """{}""", true)]
    [InlineData("path: $.amount, range: { max: 100 }, required: false", """{"amount": 101}""", false)]
    [InlineData("path: $.amount, range: { min: 0, max: 100 }", """{"amount": -1}""", false)]
    [InlineData("path: $.amount, range: { max: 100 }", """{"amount": 5""", false)]
    [InlineData("path: $.amount, range: { max: 100 }, required: false", """not json""", false)]
    [InlineData("path: $.amount, range: { max: 100 }", """{"amount": 5, "amount": 500}""", false)]
    [InlineData("path: $.amount, required: true", """{"amount": null}""", true)]
    [InlineData("path: $.amount, required: true", "", false)]
    [InlineData("path: $.to, pattern: '[a-z]+@example[.]com'", """{"to": "jane@example.com"}""", true)]
    [InlineData("path: $.to, pattern: '[a-z]+@example[.]com'", """{"to": "jane@example.com.evil"}""", false)]
    [InlineData("path: $.to, pattern: '[a-z]+@example[.]com'", """{"to": "jane\u0040example.com"}""", true)]
    [InlineData("path: $.to, pattern: '.*'", """{"to": 5}""", false)]
    [InlineData("path: '$.to[*]', pattern: '[a-z]+'", """{"to": ["a", "b"]}""", true)]
    [InlineData("path: '$.to[*]', pattern: '[a-z]+'", """{"to": ["a", "B"]}""", false)]
    [InlineData("path: '$.to[*]', pattern: '[a-z]+'", """{"to": []}""", false)]
    [InlineData("path: '$.items[1].id', enum: [a, '7']", """{"items": [{}, {"id": 7}]}""", true)]
    [InlineData("path: '$.items[1].id', enum: [a, '7']", """{"items": [{}, {"id": "a"}]}""", true)]
    [InlineData("path: '$.items[1].id', enum: [a, '7']", """{"items": [{}, {"id": "A"}]}""", false)]
    [InlineData("""path: "$['a.b']", enum: ['true']""", """{"a.b": true}""", true)]
    [InlineData("path: $, required: true", "[]", true)]
    public void Judge_Arguments_KeepTheRule(string rule, string arguments, bool allowed)
    {
        var tools = Begin($"argument_rules: [{{ tool: 'pay*', {rule} }}]");
        Assert.True(tools.Judge(new ToolCall("other", "not json")));
        Assert.Equal(allowed, tools.Judge(new ToolCall("pay_out", arguments, "/x")));
        var outcome = tools.Complete();
        Assert.Equal(allowed ? [] : [new Finding("TOOL_ARGUMENTS", 0, arguments.Length, 1, "/x")], outcome.Policies[0].Findings);
        Assert.DoesNotContain("example", outcome.Policies[0].Message ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_BrokenRuleOfEscalate_AsksAHuman()
    {
        var tools = Begin("argument_rules: [{ tool: pay, path: $.amount, range: { max: 100 }, on_violation: escalate }, { tool: pay, path: $.amount, range: { max: 1000 } }]");
        Assert.True(tools.Judge(new ToolCall("pay", """{"amount": 1}""")));
        Assert.False(tools.Judge(new ToolCall("pay", """{"amount": 500}""")));
        Assert.Equal((Verdict.Escalate, ReasonCodes.HumanApprovalRequired), (tools.Complete().Verdict, tools.Complete().ReasonCode));
        Assert.False(tools.Judge(new ToolCall("pay", """{"amount": 5000}""")));
        Assert.Equal((Verdict.Block, ReasonCodes.ToolDenied), (tools.Complete().Verdict, tools.Complete().ReasonCode));
    }

    [Fact]
    public void Judge_History_CountsAgainstTheSession()
    {
        var tools = Begin("max_actions_per_session: 4, require_approval_above: 3", earlier: 2);
        Assert.True(tools.Judge(new ToolCall("a", "{}")));
        Assert.False(tools.Judge(new ToolCall("a", "{}")));
        Assert.Equal(Verdict.Escalate, tools.Complete().Verdict);
        Assert.False(tools.Judge(new ToolCall("a", "{}")));
        Assert.Equal((Verdict.Block, ReasonCodes.ToolDenied), (tools.Complete().Verdict, tools.Complete().ReasonCode));
    }

    [Fact]
    public void Judge_Shadow_RefusesNothing()
    {
        var tools = Begin("blocked_tools: [a], mode: shadow");
        Assert.True(tools.Judge(new ToolCall("a", "{}")));
        Assert.Equal(Verdict.Allow, tools.Complete().Verdict);
        Assert.Equal((Verdict.Block, true), (tools.Complete().Policies[0].Verdict, tools.Complete().Policies[0].Shadow));
    }

    private static ToolEvaluation Begin(string fields, int earlier = 0) =>
        ScopeTests.Plan($"p: {{ kind: agent-firewall, {fields} }}")
            .Scope(new PolicyContext(), DateTimeOffset.UnixEpoch)
            .BeginTools(new PolicyCall(new PolicyContext()) { EarlierToolCalls = earlier });
}
