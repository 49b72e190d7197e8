using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Tests.Cases;

/// <summary>Each rule by its cases: place, path, words, help, related places, witness and repair.</summary>
public sealed class RuleCaseTests
{
    private const int FewestCases = 5;

    public static TheoryData<string, string> Cases()
    {
        var data = new TheoryData<string, string>();
        foreach (var one in RuleCase.All())
        {
            data.Add(one.Rule, one.Name);
        }

        return data;
    }

    public static TheoryData<string> Rules() => [.. RuleCatalog.All.Where(rule => !rule.IsAboutCode).Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Inspect_Case_SaysExactlyThis(string rule, string name)
    {
        var one = RuleCase.Read(rule).Single(c => c.Name == name);
        Assert.Equal(one.Expected, one.Describe());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Load_CaseWithoutError_GivesPlan(string rule, string name)
    {
        var one = RuleCase.Read(rule).Single(c => c.Name == name);
        var result = PolicyEngine.Load(one.Yaml, one.Options);
        Assert.Equal(result.Diagnostics.All(d => d.Severity != DiagnosticSeverity.Error), result.Plan is not null);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Cases_Rule_ShowWhereItIsFoundAndWhereItIsNot(string rule)
    {
        var cases = RuleCase.Rules().Contains(rule) ? RuleCase.Read(rule) : [];
        Assert.True(cases.Count(c => c.IsFound) >= FewestCases, $"{rule} is found in fewer than {FewestCases} cases");
        Assert.True(cases.Count(c => !c.IsFound) >= FewestCases, $"{rule} is absent from fewer than {FewestCases} cases");
    }

    [Fact]
    public void Cases_Files_AreOfRules() => Assert.All(RuleCase.Rules(), rule => Assert.NotNull(RuleCatalog.Find(rule)));
}
