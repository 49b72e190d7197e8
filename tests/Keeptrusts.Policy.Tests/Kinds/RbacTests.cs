using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Tests.Compilation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Tests.Kinds;

public sealed class RbacTests
{
    private const string Block = """
        p: { kind: rbac, roles: {
            analyst: { allowed_models: [gpt-4o-mini], denied_tools: ['delete_*'] },
            engineer: { allowed_models: ['gpt-*'], denied_models: [gpt-4.5] },
            guest: { allowed_models: [], allowed_tools: [] },
            admin: {} } }
        """;

    [Theory]
    [InlineData("analyst", "gpt-4o-mini", true)]
    [InlineData("analyst", "gpt-4o", false)]
    [InlineData("ANALYST", "GPT-4o-mini", true)]
    [InlineData("engineer", "gpt-4o", true)]
    [InlineData("engineer", "gpt-4.5", false)]
    [InlineData("analyst,engineer", "gpt-4o", true)]
    [InlineData("engineer,admin", "gpt-4.5", false)]
    [InlineData("admin", "anything", true)]
    [InlineData("guest", "gpt-4o-mini", false)]
    [InlineData("guest,analyst", "gpt-4o-mini", true)]
    [InlineData("stranger", "gpt-4o-mini", false)]
    [InlineData("stranger,analyst", "gpt-4o-mini", true)]
    [InlineData("", "gpt-4o-mini", false)]
    public void Admit_Roles_UniteAndDenialsWin(string roles, string model, bool admitted)
    {
        var call = Call(roles);
        var facts = new AdmissionFacts { Model = model };
        var outcome = Scope().Admit(call, facts);
        Assert.Equal(admitted ? (Verdict.Allow, ReasonCodes.AllPoliciesPassed) : (Verdict.Block, ReasonCodes.RoleDenied), (outcome.Verdict, outcome.ReasonCode));
        Assert.Equal(admitted, Scope().WouldAdmit(call, facts));
    }

    [Theory]
    [InlineData("analyst", "delete_user", false)]
    [InlineData("analyst", "read_user", true)]
    [InlineData("analyst,admin", "delete_user", false)]
    [InlineData("admin", "delete_user", true)]
    [InlineData("guest", "read_user", false)]
    [InlineData("", "read_user", false)]
    public void Judge_Tool_IsJudgedByRole(string roles, string tool, bool allowed)
    {
        var tools = Scope().BeginTools(Call(roles));
        Assert.Equal(allowed, tools.Judge(new ToolCall(tool, "{}", "/tool")));
        var outcome = tools.Complete();
        Assert.Equal(allowed ? ReasonCodes.AllPoliciesPassed : ReasonCodes.ToolDenied, outcome.ReasonCode);
        Assert.Equal(allowed ? [] : [new Finding("TOOL_NAME", 0, tool.Length, 1, "/tool")], outcome.Policies[0].Findings);
    }

    private static PolicyCall Call(string roles) => new(new PolicyContext { Roles = roles.Split(',', StringSplitOptions.RemoveEmptyEntries) });

    private static ScopedPlan Scope() => ScopeTests.Plan(Block).Scope(new PolicyContext(), DateTimeOffset.UnixEpoch);
}
