using System.Text;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Parsing;

/// <summary>Applies repairs to a document's text.</summary>
internal static class TextEdits
{
    /// <summary>Applies as many repairs as fit beside each other: of two that touch, the first.</summary>
    /// <param name="text">The text that the findings are about; a byte order mark stays.</param>
    /// <param name="findings">The findings; those without a repair count for nothing.</param>
    /// <returns>The new text, and the findings whose repair is in it.</returns>
    public static (string Text, IReadOnlyList<Diagnostic> Repaired) Apply(string text, IEnumerable<Diagnostic> findings)
    {
        var source = SourceText.Of(text);
        var taken = new List<(int Start, int End, string Text)>();
        var repaired = new List<Diagnostic>();
        foreach (var finding in findings)
        {
            if (finding.Fix is not { } fix)
            {
                continue;
            }

            var edits = fix.Edits.Select(e => (Start: source.Offset(e.Span.Line, e.Span.Column), End: source.Offset(e.Span.EndLine, e.Span.EndColumn), Text: e.NewText)).ToList();
            if (edits.TrueForAll(e => taken.TrueForAll(t => e.End < t.Start || t.End < e.Start)))
            {
                taken.AddRange(edits);
                repaired.Add(finding);
            }
        }

        var result = new StringBuilder(source.Text);
        foreach (var (start, end, replacement) in taken.OrderByDescending(e => e.Start))
        {
            result.Remove(start, end - start).Insert(start, replacement);
        }

        return (result.Insert(0, source.Text.Length == text.Length ? "" : text.Substring(0, 1)).ToString(), repaired);
    }
}
