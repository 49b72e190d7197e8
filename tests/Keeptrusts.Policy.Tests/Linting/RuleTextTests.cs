using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Tests.Linting;

/// <summary>What the rules' pages say is so: the wrong document has the finding, the right one has not, and loads.</summary>
public sealed class RuleTextTests
{
    private static readonly PolicyOptions Options = new()
    {
        Today = new DateTime(2026, 11, 26, 0, 0, 0, DateTimeKind.Utc),
        AllowedHosts = secret => secret == "openai-key" ? ["api.openai.com"] : null,
    };

    public static TheoryData<string> Rules() => [.. RuleCatalog.All.Where(rule => !rule.IsAboutCode).Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Text_Rule_SaysWhatAndWhy(string id)
    {
        var rule = RuleCatalog.Find(id)!;
        Assert.All([rule.What, rule.Why], text => Assert.EndsWith(".", text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Wrong_Rule_HasTheFinding(string id) => Assert.Contains(PolicyEngine.Lint(RuleCatalog.Find(id)!.Wrong, Options), d => d.Code == id);

    [Theory]
    [MemberData(nameof(Rules))]
    public void Right_Rule_LoadsWithoutIt(string id)
    {
        var result = PolicyEngine.Load(RuleCatalog.Find(id)!.Right, Options);
        Assert.DoesNotContain(result.Diagnostics, d => d.Code == id || d.Severity == DiagnosticSeverity.Error);
        Assert.NotNull(result.Plan);
    }
}
