using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting;

/// <summary>KT5001 and the rest of what a test may not say, for the tests of the document itself.</summary>
internal sealed class TestRule : DocumentRule
{
    public override void Check(PolicyDocument document, DiagnosticBag diagnostics)
    {
        var checks = new TestChecks([.. document.Chain.Select(c => c.Name)], [.. document.Targets.Select(t => t.Id)], diagnostics);
        foreach (var test in TestCases.Of(document.Root.Map("testing"), "testing"))
        {
            checks.Check(test);
        }
    }
}
