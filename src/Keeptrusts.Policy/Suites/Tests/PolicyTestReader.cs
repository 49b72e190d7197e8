using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Linting;
using Keeptrusts.Policy.Parsing;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Suites.Tests;

/// <summary>Reads tests for a plan: those of its document, and files of tests, which are YAML or JSON. Everything is checked before anything runs.</summary>
/// <param name="plan">The plan: tests may name only its policies and targets.</param>
public sealed class PolicyTestReader(PolicyPlan plan)
{
    private static readonly MapNode Nothing = MapNode.Empty;

    /// <summary>Reads the section <c>testing</c> of the plan's own document.</summary>
    /// <param name="yaml">The text from which the plan was loaded, so that its structure is known to be good.</param>
    public PolicyTestFile ReadDocument(string yaml)
    {
        var diagnostics = new DiagnosticBag();
        var root = Parse(yaml, diagnostics) as MapNode;
        return Finish(root?.Map("testing") ?? Nothing, "testing", diagnostics);
    }

    /// <summary>Reads a file of tests: a suite (<c>name</c>, <c>cases</c>), a case, a list of them, or a mapping with <c>suites</c>.</summary>
    /// <param name="text">The file's text.</param>
    public PolicyTestFile ReadFile(string text)
    {
        var diagnostics = new DiagnosticBag();
        var root = Parse(text, diagnostics);
        if (root is null or ScalarNode { Kind: ScalarKind.Null })
        {
            if (!diagnostics.HasErrors)
            {
                diagnostics.Error(RuleCodes.MissingField, "", new SourceSpan(1, 1, 1, 2), "the file is empty", "write `cases: [{ name: …, input: { text: … }, expected: { verdict: … } }]`");
            }

            return new PolicyTestFile([], diagnostics.InOrder());
        }

        new ShapeValidator(diagnostics).Check(TestingShape.File, root, "", root is MapNode { Entries: [var first, ..] } ? first.KeySpan : root.Span);
        return diagnostics.HasErrors ? new PolicyTestFile([], diagnostics.InOrder()) : Finish(root, "", diagnostics);
    }

    private static DocumentNode? Parse(string text, DiagnosticBag diagnostics) =>
        YamlTreeReader.Read(new SourceText(text.Length > 0 && text[0] == '\uFEFF' ? text[1..] : text), diagnostics);

    private PolicyTestFile Finish(DocumentNode root, string path, DiagnosticBag diagnostics)
    {
        var cases = TestCases.Of(root, path).ToList();
        var checks = new TestChecks([.. plan.Chain.Select(c => c.Name)], [.. plan.Targets.Select(t => t.Id)], diagnostics);
        cases.ForEach(checks.Check);
        return new PolicyTestFile(diagnostics.HasErrors ? [] : [.. cases.Select(c => new PolicyTest(c))], diagnostics.InOrder());
    }
}
