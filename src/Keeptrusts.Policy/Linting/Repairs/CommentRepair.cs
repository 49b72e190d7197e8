using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Parsing;

namespace Keeptrusts.Policy.Linting.Repairs;

/// <summary>KT0017: the comment that suppresses nothing goes; where it names several rules, only this one's id does.</summary>
internal static class CommentRepair
{
    private const string Word = "kt-lint-disable";

    public static DiagnosticFix? Remove(Diagnostic finding, SourceText source)
    {
        // A misspelt id, or none at all, is not for removal: somebody meant a rule.
        var (start, end) = (source.Offset(finding.Span.Line, finding.Span.Column), source.Offset(finding.Span.EndLine, finding.Span.EndColumn));
        if (RuleCatalog.Find(source.Text.Substring(start, end - start)) is null)
        {
            return null;
        }

        var line = source.LineStart(finding.Span.Line);
        var lineEnd = source.LineStart(finding.Span.Line + 1);
        var word = source.Text.LastIndexOf(Word, start, start - line, StringComparison.Ordinal);
        var hash = word < 0 ? -1 : source.Text.LastIndexOf('#', word, word - line + 1);
        if (hash < 0)
        {
            return null;
        }

        if (IdsOf(source.Text.Substring(word + Word.Length, lineEnd - word - Word.Length)) > 1)
        {
            return new DiagnosticFix("remove the id", [new TextEdit(Id(source, start, end, word + Word.Length), "")]);
        }

        var before = source.Text.Substring(line, hash - line).TrimEnd(' ', '\t');
        var text = source.Text.Substring(line, lineEnd - line).TrimEnd('\r', '\n');
        return new DiagnosticFix("remove the comment", [new TextEdit(before.Length == 0 ? source.Exact(line, lineEnd) : source.Exact(line + before.Length, line + text.Length), "")]);
    }

    private static int IdsOf(string content)
    {
        var dashes = content.IndexOf("--", StringComparison.Ordinal);
        return (dashes < 0 ? content : content.Substring(0, dashes)).Split([' ', '\t', ',', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Length;
    }

    // With what separates it from the next id, or from the one before where it is the last.
    private static SourceSpan Id(SourceText source, int start, int end, int first)
    {
        var after = end;
        while (after < source.Text.Length && source.Text[after] is ' ' or '\t' or ',')
        {
            after++;
        }

        if (after > end && after < source.Text.Length && char.IsLetterOrDigit(source.Text[after]))
        {
            return source.Exact(start, after);
        }

        var before = start;
        while (before > first && source.Text[before - 1] is ' ' or '\t' or ',')
        {
            before--;
        }

        return source.Exact(before, end);
    }
}
