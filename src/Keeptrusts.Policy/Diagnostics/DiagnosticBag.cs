namespace Keeptrusts.Policy.Diagnostics;

/// <summary>Collects every problem of a document. The same finding at the same place counts once (an alias leads to one node twice).</summary>
internal sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _items = [];
    private readonly HashSet<(string Code, SourceSpan Span, string Message)> _seen = [];

    public bool HasErrors => _items.Exists(d => d.Severity == DiagnosticSeverity.Error);

    public void Error(string code, string path, SourceSpan span, string message, string? suggestion = null) =>
        Add(new Diagnostic(code, DiagnosticSeverity.Error, path, span, message, suggestion));

    public void Warning(string code, string path, SourceSpan span, string message, string? suggestion = null) =>
        Add(new Diagnostic(code, DiagnosticSeverity.Warning, path, span, message, suggestion));

    public void Info(string code, string path, SourceSpan span, string message, string? suggestion = null) =>
        Add(new Diagnostic(code, DiagnosticSeverity.Info, path, span, message, suggestion));

    public void Add(Diagnostic diagnostic)
    {
        if (_seen.Add((diagnostic.Code, diagnostic.Span, diagnostic.Message)))
        {
            _items.Add(diagnostic);
        }
    }

    /// <summary>Puts others in the place of all findings.</summary>
    public void Replace(IReadOnlyList<Diagnostic> items)
    {
        _items.Clear();
        _seen.Clear();
        foreach (var item in items)
        {
            Add(item);
        }
    }

    /// <summary>All findings in document order.</summary>
    public IReadOnlyList<Diagnostic> InOrder() =>
        [.. _items.OrderBy(d => d.Span.Line).ThenBy(d => d.Span.Column).ThenBy(d => d.Code, StringComparer.Ordinal)];
}
