using System.Text.Json.Serialization;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>A finding in a policy document, as <c>kt policy lint --json</c> writes it.</summary>
internal sealed record DiagnosticView(
    string Code, string Severity, string Path, int Line, int Column, int EndLine, int EndColumn, string Message, string? Suggestion, string? HelpUri)
{
    /// <summary>Other places that the finding is about.</summary>
    public IReadOnlyList<RelatedView> Related { get; init; } = [];

    /// <summary>A request that shows it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WitnessView? Witness { get; init; }

    /// <summary>The repair, where there is one right answer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FixView? Fix { get; init; }

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
        diagnostic.Code.StartsWith("KT", StringComparison.Ordinal) ? RuleCatalog.HelpUri(diagnostic.Code) : null)
    {
        Related = [.. diagnostic.Related.Select(r => new RelatedView(r.Path, r.Span.Line, r.Span.Column, r.Span.EndLine, r.Span.EndColumn, r.Message))],
        Witness = WitnessView.Of(diagnostic.Witness),
        Fix = diagnostic.Fix is { } fix
            ? new FixView(fix.Title, [.. fix.Edits.Select(e => new EditView(e.Span.Line, e.Span.Column, e.Span.EndLine, e.Span.EndColumn, e.NewText))])
            : null,
    };

    /// <summary>The findings of one severity.</summary>
    public static IReadOnlyList<DiagnosticView> Of(IEnumerable<Diagnostic> diagnostics, DiagnosticSeverity severity) =>
        [.. diagnostics.Where(d => d.Severity == severity).Select(Of)];
}
