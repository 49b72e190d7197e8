using System.Text;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Tests.Linting.Conflicts;

public sealed class ConflictRuleTests
{
    private const string Head = "pack: { name: a, version: 1.0.0, enabled: true }\n";

    private const string Environments = Head + """
        policies: { chain: [a, b] }
        policy:
          a: { kind: pii-detector, action: redact, when: { environments: [dev, prod] } }
          b: { kind: pii-detector, action: block, when: [{ environments: [prod] }, { environments: [test] }] }
        """;

    [Theory]
    [InlineData(null, "Info")]
    [InlineData("prod", "Error")]
    [InlineData("dev", "")]
    [InlineData("elsewhere", "")]
    public void Lint_ForOneEnvironment_JudgesOnlyThat(string? environment, string expected)
    {
        var found = Conflicts(Environments, new PolicyOptions { Environment = environment });

        Assert.Equal(expected, string.Join(',', found.Select(d => d.Severity)));
        Assert.All(found, d => Assert.Equal("prod", d.Witness!.Environment));
    }

    [Theory]
    [InlineData(2027, "")]
    [InlineData(2028, "Error")]
    public void Lint_ExceptionWithAnEnd_CountsUntilThen(int year, string expected)
    {
        const string yaml = Head + """
            policies: { chain: [a, b] }
            policy:
              a: { kind: pii-detector, action: redact }
              b: { kind: pii-detector, action: block, except: { teams: [hr], until: 2027-12-31 } }
            """;

        Assert.Equal(expected, string.Join(',', Conflicts(yaml, new PolicyOptions { Today = new DateTime(year, 12, 31) }).Select(d => d.Severity)));
    }

    [Fact]
    public void Lint_RuleIsOff_SaysNothing() =>
        Assert.Empty(Conflicts(Environments + "\nlint: { rules: { KT3001: off } }\n", new PolicyOptions()));

    [Fact]
    public void Lint_Contradiction_KeepsTheDocumentFromLoading() =>
        Assert.Null(PolicyEngine.Load(Environments, new PolicyOptions { Environment = "prod" }).Plan);

    [Fact]
    public void Lint_ManyModelsAndAnException_SaysWhatIsLeftOut()
    {
        var yaml = new StringBuilder(Head).Append("policies: { chain: [a, b] }\npolicy:\n");
        yaml.Append($"  a: {{ kind: pii-detector, action: redact, when: {{ models: [{string.Join(", ", Enumerable.Range(0, 80).Select(i => "m" + i))}] }} }}\n");
        yaml.Append("  b: { kind: pii-detector, action: block, except: { models: [m1, m2] } }\n");

        var found = Assert.Single(Conflicts(yaml.ToString(), new PolicyOptions()));

        Assert.Equal(("KT0018", DiagnosticSeverity.Warning, "policies.chain", 2), (found.Code, found.Severity, found.Path, found.Span.Line));
    }

    [Fact]
    public void Lint_GlobsWithoutEnd_GivesUpAndSaysSo()
    {
        var yaml = new StringBuilder(Head).Append("policies: { chain: [a, b] }\npolicy:\n");
        yaml.Append($"  a: {{ kind: pii-detector, action: redact, when: {{ teams: [{string.Join(", ", Enumerable.Range(0, 60).Select(i => $"'*t{i}*'"))}] }} }}\n");
        yaml.Append("  b: { kind: pii-detector, action: block }\n");

        Assert.Equal("KT0018", Assert.Single(Conflicts(yaml.ToString(), new PolicyOptions())).Code);
    }

    [Fact]
    public void Lint_ManyOverlaps_ListsOnlyTheFirst()
    {
        var yaml = new StringBuilder(Head).Append($"policies: {{ chain: [{string.Join(", ", Enumerable.Range(0, 300).Select(i => "p" + i))}] }}\npolicy:\n");
        for (var i = 0; i < 300; i++)
        {
            yaml.Append($"  p{i}: {{ kind: pii-detector, action: warn }}\n");
        }

        var found = Conflicts(yaml.ToString(), new PolicyOptions());

        Assert.Equal(200, found.Count(d => d.Code == "KT3005"));
        Assert.Single(found, d => d.Code == "KT0018");
    }

    [Fact]
    public void Lint_BrokenPolicies_AreNotCompared() =>
        Assert.Empty(Conflicts(Head + "policies: { chain: [a, b, c] }\npolicy:\n  a: { kind: pii-detector }\n  b: { kind: pii-detector, action: block }\n  c: { kind: pii-detecter, action: warn }\n", new PolicyOptions()));

    private static List<Diagnostic> Conflicts(string yaml, PolicyOptions options) =>
        [.. PolicyEngine.Lint(yaml, options).Where(d => d.Code.StartsWith("KT3", StringComparison.Ordinal) || d.Code == "KT0018")];
}
