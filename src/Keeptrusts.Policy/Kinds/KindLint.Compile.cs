using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Kinds;

/// <summary>Takes the findings of a kind's own checks, at the fields that they are about.</summary>
public sealed class KindLint
{
    private readonly PolicyBlock _block;
    private readonly DiagnosticBag _diagnostics;

    internal KindLint(PolicyBlock block, KindBlock facts, DiagnosticBag diagnostics) => (_block, Block, _diagnostics) = (block, facts, diagnostics);

    /// <summary>The policy.</summary>
    public KindBlock Block { get; }

    /// <summary>A mistake: the document does not load.</summary>
    /// <param name="code">A stable id of one's own, such as <c>TICKET001</c>.</param>
    /// <param name="field">The field as written in the block, such as <c>projects[0]</c> or <c>limits.most</c>; empty for the block itself.</param>
    /// <param name="message">One sentence.</param>
    /// <param name="suggestion">What to do.</param>
    public void Error(string code, string field, string message, string? suggestion = null) => Add(DiagnosticSeverity.Error, code, field, message, suggestion);

    /// <summary>Probably a mistake.</summary>
    /// <inheritdoc cref="Error"/>
    public void Warning(string code, string field, string message, string? suggestion = null) => Add(DiagnosticSeverity.Warning, code, field, message, suggestion);

    /// <summary>Worth knowing.</summary>
    /// <inheritdoc cref="Error"/>
    public void Info(string code, string field, string message, string? suggestion = null) => Add(DiagnosticSeverity.Info, code, field, message, suggestion);

    private void Add(DiagnosticSeverity severity, string code, string field, string message, string? suggestion)
    {
        var (path, span) = (_block.Path, _block.Span);
        DocumentNode? node = _block.Node;
        foreach (var step in field.Split(['.', '['], StringSplitOptions.RemoveEmptyEntries))
        {
            var isIndex = step.EndsWith(']');
            var index = isIndex && int.TryParse(step[..^1], out var number) ? number : -1;
            path = isIndex ? DocumentPath.Index(path, index) : DocumentPath.Key(path, step);
            node = (node, isIndex) switch
            {
                (MapNode map, false) => map.Find(step)?.Value,
                (ListNode list, true) when index >= 0 && index < list.Items.Count => list.Items[index],
                _ => null,
            };

            // A field that the author left out is reported at what holds it.
            span = node?.Span ?? span;
        }

        _diagnostics.Add(new Diagnostic(code, severity, path, span, message, suggestion));
    }
}
