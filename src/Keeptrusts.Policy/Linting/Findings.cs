using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Parsing;

namespace Keeptrusts.Policy.Linting;

/// <summary>What the rules found → what is reported, by the document's own wishes: severities of <c>lint.rules</c>, suppressions in comments.</summary>
internal static class Findings
{
    /// <param name="document">The document.</param>
    /// <param name="text">Its text.</param>
    /// <param name="ignores">Whether the document may hide and lower findings.</param>
    /// <param name="diagnostics">What the rules found; afterwards what is reported.</param>
    public static void Settle(PolicyDocument document, SourceText text, bool ignores, DiagnosticBag diagnostics)
    {
        var settings = LintSettings.Read(document, diagnostics);
        var suppressions = SuppressionReader.Read(text, document.Root);
        settings.RequireReasons(diagnostics);
        var byLine = suppressions.ToLookup(s => s.Line);
        diagnostics.Replace([.. diagnostics.InOrder().Where(finding => !IsSuppressed(finding, byLine[finding.Span.Line]) || !ignores)]);
        foreach (var suppression in suppressions)
        {
            Judge(suppression, diagnostics);
        }

        diagnostics.Replace([.. diagnostics.InOrder().Select(finding => settings.Apply(finding, lower: ignores)).OfType<Diagnostic>()]);
    }

    /// <summary>Makes warnings of all errors with which a plan can be made.</summary>
    public static void Tolerate(DiagnosticBag diagnostics) =>
        diagnostics.Replace([.. diagnostics.InOrder().Select(d => d.Severity == DiagnosticSeverity.Error && RuleCatalog.Find(d.Code) is { IsEssential: false } ? d with { Severity = DiagnosticSeverity.Warning } : d)]);

    private static bool IsSuppressed(Diagnostic finding, IEnumerable<Suppression> ofItsLine)
    {
        var suppressed = false;
        foreach (var suppression in ofItsLine)
        {
            if (suppression.Code == finding.Code && RuleCatalog.Find(finding.Code) is not { IsEssential: true })
            {
                suppression.Used = true;
                suppressed = true;
            }
        }

        return suppressed;
    }

    /// <summary>KT0016, KT0017.</summary>
    private static void Judge(Suppression suppression, DiagnosticBag diagnostics)
    {
        if (suppression.Code.Length == 0)
        {
            diagnostics.Warning(RuleCodes.UnusedSuppression, "", suppression.Span, "the suppression names no rule", "write `# kt-lint-disable KT1009 -- reason`");
        }
        else if (RuleCatalog.Find(suppression.Code) is not { } rule)
        {
            var near = Nearest.Of(suppression.Code, RuleCatalog.All.Select(r => r.Id));
            diagnostics.Warning(
                RuleCodes.UnusedSuppression,
                "",
                suppression.Span,
                near is null ? $"the suppression names no rule: `{suppression.Code}`" : $"the suppression names no rule: `{suppression.Code}`; did you mean `{near}`?",
                near is null ? "write a rule's id, such as KT1009; the reason comes after ` -- `" : $"write `{near}`");
        }
        else if (rule.IsEssential)
        {
            diagnostics.Warning(RuleCodes.UnusedSuppression, "", suppression.Span, $"`{rule.Id}` cannot be suppressed: a document with such an error cannot be loaded", "remove the comment, and repair what it reports");
        }
        else if (!suppression.Used)
        {
            diagnostics.Warning(RuleCodes.UnusedSuppression, "", suppression.Span, $"`{rule.Id}` has nothing to suppress here", "remove it");
        }
        else if (!suppression.HasReason)
        {
            diagnostics.Warning(RuleCodes.NoReason, "", suppression.Span, $"`{rule.Id}` is suppressed without a reason", $"write `# kt-lint-disable {rule.Id} -- reason`");
        }
    }
}
