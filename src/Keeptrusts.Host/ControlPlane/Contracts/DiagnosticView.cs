using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A finding in a policy document, as <c>kt policy lint --json</c> writes it.</summary>
internal sealed record DiagnosticView(
    string Code, string Severity, string Path, int Line, int Column, int EndLine, int EndColumn, string Message, string? Suggestion, string? HelpUri)
{
    public static DiagnosticView Of(Diagnostic diagnostic) => new(
        diagnostic.Code,
        diagnostic.Severity.ToString().ToLowerInvariant(),
        diagnostic.Path,
        diagnostic.Span.Line,
        diagnostic.Span.Column,
        diagnostic.Span.EndLine,
        diagnostic.Span.EndColumn,
        diagnostic.Message,
        diagnostic.Suggestion,
        diagnostic.Code.StartsWith("KT", StringComparison.Ordinal) ? RuleCatalog.HelpUri(diagnostic.Code) : null);

    /// <summary>The findings of one severity.</summary>
    public static IReadOnlyList<DiagnosticView> Of(IEnumerable<Diagnostic> diagnostics, DiagnosticSeverity severity) =>
        [.. diagnostics.Where(d => d.Severity == severity).Select(Of)];
}
