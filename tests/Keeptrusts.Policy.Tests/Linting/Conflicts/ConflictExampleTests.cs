using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Tests.Cases;

namespace Keeptrusts.Policy.Tests.Linting.Conflicts;

/// <summary>The documents of the rules' pages show what the rules say, and can be repaired as they say.</summary>
public sealed class ConflictExampleTests
{
    public static TheoryData<string> Rules => ["KT0018", "KT3001", "KT3002", "KT3003", "KT3004", "KT3005", "KT3006"];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Examples_OfARule_HaveTheFindingAndNot(string id)
    {
        var rule = RuleCatalog.Find(id)!;

        Assert.Contains(PolicyEngine.Lint(rule.Wrong), d => d.Code == id && d.Severity == rule.Severity);
        Assert.Equal([], PolicyEngine.Lint(rule.Right).Where(d => d.Severity != DiagnosticSeverity.Info || d.Code == id).Select(DocumentCase.Describe));
    }
}
