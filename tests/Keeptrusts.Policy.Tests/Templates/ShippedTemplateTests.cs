using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Templates;

namespace Keeptrusts.Policy.Tests.Templates;

/// <summary>The shipped templates are what the table promises, no more and no less.</summary>
public sealed class ShippedTemplateTests
{
    public static TheoryData<string> Names => [.. TemplateCatalog.Shipped.Templates.Select(t => t.Name)];

    [Fact]
    public void Shipped_Names_AreTheFour() =>
        Assert.Equal(["rapid-prototype", "standard-dev", "standard-staging", "standard-prod"], TemplateCatalog.Shipped.Templates.Select(t => t.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Shipped_OnItsOwn_LintsClean(string name)
    {
        var diagnostics = PolicyEngine.Lint(TemplateCatalog.Shipped.Find(name)!.Text);
        Assert.DoesNotContain(diagnostics, d => d.Severity != DiagnosticSeverity.Info);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Shipped_Text_ExplainsItself(string name)
    {
        var template = TemplateCatalog.Shipped.Find(name)!;
        Assert.StartsWith($"# {name}: ", template.Text, StringComparison.Ordinal);
        Assert.NotEqual("", template.Description);
        Assert.DoesNotContain('\r', template.Text);
    }

    [Theory]
    [InlineData("rapid-prototype", "audit-logger")]
    [InlineData("standard-dev", "pii-detector:warn cost-cap:block audit-logger")]
    [InlineData("standard-staging", "pii-detector:block cost-cap:block audit-logger")]
    [InlineData("standard-prod", "rate-limit:block prompt-injection:block secret-detector:redact pii-detector:redact safety-filter:block agent-firewall:block cost-cap:block human-oversight:escalate audit-logger")]
    public void Shipped_Policies_AreThoseOfTheTable(string name, string policies) => Assert.Equal(
        policies,
        string.Join(' ', TemplateCatalog.Shipped.Find(name)!.Policies.Select(p => p.Action is null ? p.Kind : $"{p.Kind}:{p.Action}")));

    [Theory]
    [InlineData("rapid-prototype", null)]
    [InlineData("standard-dev", 50)]
    [InlineData("standard-staging", 200)]
    [InlineData("standard-prod", 1000)]
    public void Shipped_Cap_IsHardPerTeamAndDay(string name, int? usd)
    {
        var scope = PolicyEngine.Load(TemplateCatalog.Shipped.Find(name)!.Text).Plan!.Scope(new PolicyContext(), DateTimeOffset.UnixEpoch);
        Assert.Equal(usd is null ? [] : [(BudgetScope.Team, null, BudgetWindow.Day, null, usd)], scope.Budgets.Select(b => (b.Scope, b.Id, b.Window, b.SoftCapUsd, (int?)b.HardCapUsd)));
        Assert.True(scope.Audit.Binding);
    }

    [Theory]
    [InlineData("standard-dev", true)]
    [InlineData("standard-staging", false)]
    [InlineData("standard-prod", false)]
    public void Shipped_UnreadableParts_AreSpokenAbout(string name, bool allow) =>
        Assert.Equal(new UnreadableRule(allow, allow, allow, allow), PolicyEngine.Load(TemplateCatalog.Shipped.Find(name)!.Text).Plan!.Unreadable);

    [Fact]
    public void StandardProd_Oversight_AsksTheTeamsManagersAboutTools()
    {
        var plan = PolicyEngine.Load(TemplateCatalog.Shipped.Find("standard-prod")!.Text).Plan!;
        var approval = Assert.Single(plan.Scope(new PolicyContext(), DateTimeOffset.UnixEpoch).Approvals);
        Assert.Equal(["managers"], approval.Assignees);
        Assert.False(plan.Scope(new PolicyContext(), DateTimeOffset.UnixEpoch).BufferedOutput);
    }

    [Fact]
    public void StandardDev_SelfService_IsReadIntoTheRule()
    {
        var rule = TemplateCatalog.Shipped.Find("standard-dev")!.SelfService!;
        Assert.Equal(
            (true, 0, TimeSpan.FromDays(30), new KeyBudget(25, BudgetWindow.Week), 5, TimeSpan.FromDays(7)),
            (rule.PreApproved, rule.Models.Count, rule.MaxTtl, rule.KeyBudget, rule.MaxKeysPerUser, rule.Rotation));
        Assert.False(TemplateCatalog.Shipped.Find("standard-prod")!.SelfService!.PreApproved);
    }

    [Fact]
    public void Shipped_Summary_SaysWhatEachPolicyDoes() => Assert.Equal(
        """
        rate-limit: at most 600 requests in 60 s, 50 calls at once, for each key
        prompt-injection: texts that try to override the model's instructions
        secret-detector: keys, tokens and passwords, in requests and answers
        pii-detector: personal data, in requests and answers
        safety-filter: terms of weapons, illegal_drugs, hate, in requests and answers
        agent-firewall: never the tools bash, eval, exec, exec_*, *_exec, *shell*, run_command*, execute_command*; at most 50 tool calls in a session
        cost-cap: $1,000 (hard cap) per day, each team
        human-oversight: tools *delete*, *drop_table*, *payment*, *transfer*, *refund*: decided by managers
        audit-logger: every call, before its answer ends, kept 365 days
        """,
        string.Join('\n', TemplateCatalog.Shipped.Find("standard-prod")!.Policies.Select(p => $"{p.Name}: {p.What}")));
}
