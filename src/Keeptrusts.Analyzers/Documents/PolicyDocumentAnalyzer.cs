using System.Collections.Immutable;
using Keeptrusts.Policy;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Reports;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Diagnostic = Microsoft.CodeAnalysis.Diagnostic;
using Finding = Keeptrusts.Policy.Diagnostics.Diagnostic;

namespace Keeptrusts.Analyzers.Documents;

/// <summary>Lints policy documents in the editor. In a build the task does so, and this is silent.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class PolicyDocumentAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => DocumentRules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterAdditionalFileAction(Lint);
    }

    private static void Lint(AdditionalFileAnalysisContext context)
    {
        var project = new ProjectDocuments(context.Options);
        var document = context.AdditionalFile;
        if (project.AreLintedByTheBuild || !project.IsPolicy(document) || document.GetText(context.CancellationToken) is not { } text)
        {
            return;
        }

        foreach (var finding in Findings(project, document, text.ToString(), context.CancellationToken))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                DocumentRules.Find(finding.Code),
                Place(document, text, finding.Span),
                DocumentRules.Of(finding.Severity, project.IsStrict),
                finding.Related.Select(r => Place(document, text, r.Span)),
                properties: null,
                FindingText.Of(finding)));
        }
    }

    private static IReadOnlyList<Finding> Findings(ProjectDocuments project, AdditionalText document, string text, CancellationToken cancellationToken)
    {
        var isMissing = false;
        var options = new PolicyOptions { Environment = project.Environment };
        var findings = PolicyEngine.Lint(text, options with
        {
            ReadFile = path =>
            {
                var content = project.Read(document, path, cancellationToken);
                isMissing |= content is null;
                return content;
            },
        });

        // A file that is not among the additional ones may be there all the same. Rather a missed case than a false alarm.
        return isMissing ? PolicyEngine.Lint(text, options) : findings;
    }

    private static Location Place(AdditionalText document, SourceText text, SourceSpan span)
    {
        var lines = new LinePositionSpan(new LinePosition(span.Line - 1, span.Column - 1), new LinePosition(span.EndLine - 1, span.EndColumn - 1));
        var start = Offset(text, lines.Start);
        return Location.Create(document.Path, TextSpan.FromBounds(start, Math.Max(start, Offset(text, lines.End))), lines);
    }

    // Roslyn breaks lines at more characters than YAML does; a place must not lie outside of the text for that.
    private static int Offset(SourceText text, LinePosition position)
    {
        var line = text.Lines[Math.Min(position.Line, text.Lines.Count - 1)];
        return Math.Min(line.Start + position.Character, line.EndIncludingLineBreak);
    }
}
