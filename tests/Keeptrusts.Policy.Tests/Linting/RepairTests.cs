using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Parsing;
using Keeptrusts.Policy.Tests.Cases;

namespace Keeptrusts.Policy.Tests.Linting;

/// <summary>Every repair of every case: what it repairs is gone, and no more is wrong than before.</summary>
public sealed class RepairTests
{
    public static TheoryData<string> Rules() => [.. RuleCase.Rules()];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Apply_OneRepair_RemovesItsFindingAlone(string rule)
    {
        foreach (var one in RuleCase.Read(rule))
        {
            var before = PolicyEngine.Lint(one.Yaml, one.Options);
            foreach (var finding in before.Where(d => d.Fix is not null))
            {
                var (text, repaired) = TextEdits.Apply(one.Yaml, [finding]);
                var after = PolicyEngine.Lint(text, one.Options);
                Assert.Same(finding, Assert.Single(repaired));
                Assert.True(Count(after, finding) < Count(before, finding), $"{one.Name}: {finding.Code} is still there in\n{text}");
                Assert.True(Errors(after) <= Errors(before), $"{one.Name}: an error is new in\n{text}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Repair_Twice_ChangesNothingMore(string rule)
    {
        foreach (var one in RuleCase.Read(rule))
        {
            var once = PolicyEngine.Repair(one.Yaml, one.Options);
            var twice = PolicyEngine.Repair(once.Text, one.Options);
            Assert.Equal(once.Text, twice.Text);
            Assert.Equal(once.Repaired.Count == 0, once.Text == one.Yaml);
        }
    }

    [Fact]
    public void Repair_WindowsLineEndsAndByteOrderMark_AreKept()
    {
        const string document = "\uFEFFpack: { name: a, version: 1.0.0, enabled: true }\r\nproviders: { targets: [{ id: a, provider: openai, secret_key_ref: { env: TEAM_KEY } }] }\r\npolicies: { chain: [] }\r\n";
        var repaired = PolicyEngine.Repair(document);
        Assert.Equal(document.Replace("providers", "variables:\r\n  TEAM_KEY: { from: env }\r\n\r\nproviders", StringComparison.Ordinal), repaired.Text);
    }

    // What a repair makes readable may turn out to be wrong in another way.
    private static int Errors(IEnumerable<Diagnostic> findings) => findings.Count(d => d.Severity == DiagnosticSeverity.Error);

    private static int Count(IEnumerable<Diagnostic> findings, Diagnostic finding) => findings.Count(d => d.Code == finding.Code && d.Message == finding.Message);
}
