namespace Keeptrusts.Policy.Diagnostics;

/// <summary>One problem in a policy document.</summary>
/// <param name="Code">Stable id, such as <c>KT0004</c>.</param>
/// <param name="Severity">How serious.</param>
/// <param name="Path">Where in the document's structure, such as <c>policy.pii-detector.action</c>.</param>
/// <param name="Span">Where in the file.</param>
/// <param name="Message">One sentence, the author's own words in backticks.</param>
/// <param name="Suggestion">What to do, if there is something to say.</param>
public sealed record Diagnostic(string Code, DiagnosticSeverity Severity, string Path, SourceSpan Span, string Message, string? Suggestion = null)
{
    /// <summary>Other places of the file that the finding is about; empty where it is about one.</summary>
    public IReadOnlyList<RelatedPlace> Related { get; init; } = [];

    /// <summary>A request that shows the finding; <see langword="null"/> where none is needed.</summary>
    public Witness? Witness { get; init; }

    /// <summary>The repair, where there is one right answer.</summary>
    public DiagnosticFix? Fix { get; init; }
}
