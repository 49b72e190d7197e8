namespace Keeptrusts.Policy.Diagnostics;

/// <summary>The repair of a misspelt word.</summary>
internal static class Rename
{
    /// <summary>Another word in the place of a misspelt one.</summary>
    /// <param name="span">Place of the word in the file, quotes included.</param>
    /// <param name="word">The word as read.</param>
    /// <param name="right">The right one; a plain word.</param>
    /// <returns>The repair; <see langword="null"/> where the word is written with escapes or over several lines.</returns>
    public static DiagnosticFix? Of(SourceSpan span, string word, string right) =>
        Edit(span, word, right) is { } edit ? new DiagnosticFix($"write `{right}`", [edit]) : null;

    /// <summary>The same for several places that must change together.</summary>
    public static DiagnosticFix? Of(IEnumerable<SourceSpan> spans, string word, string right)
    {
        var edits = spans.Select(span => Edit(span, word, right)).ToList();
        return edits.Contains(null) ? null : new DiagnosticFix($"write `{right}`", [.. edits.OrderBy(e => e!.Span.Line).ThenBy(e => e!.Span.Column)!]);
    }

    // Quotes stay: in JSON they must.
    private static TextEdit? Edit(SourceSpan span, string word, string right)
    {
        var quotes = span.EndColumn - span.Column - word.Length;
        return span.Line != span.EndLine || quotes is not (0 or 2) ? null
            : new TextEdit(span with { Column = span.Column + quotes / 2, EndColumn = span.EndColumn - quotes / 2 }, right);
    }
}
