using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Tests.Cases;

namespace Keeptrusts.Policy.Tests.Linting;

/// <summary>An error that may be switched off must not be one without which a document cannot be compiled.</summary>
public sealed class EssentialRuleTests
{
    private static readonly string Off =
        "\nlint: { rules: { " + string.Join(", ", RuleCatalog.All.Where(r => !r.IsEssential && !r.IsAboutCode).Select(r => $"{r.Id}: {{ severity: off, reason: test }}")) + " } }\n";

    public static TheoryData<string> Rules() => [.. RuleCatalog.All.Where(r => !r.IsAboutCode).Select(r => r.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Load_EverythingSwitchedOff_FailsForEssentialRulesOnly(string id)
    {
        var documents = RuleCase.Rules().Contains(id) ? RuleCase.Read(id).Select(c => (c.Yaml, c.Options)) : [];
        foreach (var (yaml, options) in documents.Append((RuleCatalog.Find(id)!.Wrong, PolicyOptions.Default)).Where(d => !d.Item1.Contains("lint:", StringComparison.Ordinal)))
        {
            var result = PolicyEngine.Load(yaml + Off, options);
            var errors = result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
            Assert.All(errors, d => Assert.True(RuleCatalog.Find(d.Code)!.IsEssential, $"{d.Code} was switched off"));
            Assert.Equal(errors.Count == 0, result.Plan is not null);
        }
    }
}
