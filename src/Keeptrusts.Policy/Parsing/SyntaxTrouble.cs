using System.Text.RegularExpressions;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Parsing;

/// <summary>Explains what the YAML parser could not read: its place is often missing or off, and its words are a parser's.</summary>
internal static class SyntaxTrouble
{
    private static readonly Regex AnchorInFlow = new(@"\{.*&[^\s,\[\]{}]+\s+[^{}\[\]]*$", RegexOptions.CultureInvariant);

    // What readers of files put in the place of bytes that are not UTF-8.
    private const char Undecodable = '\uFFFD';

    private const string TabMessage = "a tab cannot indent YAML";
    private const string TabHelp = "use spaces";

    /// <param name="source">The text.</param>
    /// <param name="start">Where the parser stopped; negative where it does not say.</param>
    /// <param name="end">The end of that.</param>
    /// <param name="message">The parser's words; it never quotes the text.</param>
    public static Diagnostic Explain(SourceText source, int start, int end, string? message)
    {
        if (FindTab(source, start) is { } tab)
        {
            return Make(source, tab, tab + 1, TabMessage, TabHelp);
        }

        var bracket = BracketFinder.FindTrouble(source.Text);
        if (bracket is { } found && (start < 0 || IsBracketTalk(message) || source.LineOf(start) > source.LineOf(found.Offset)))
        {
            return found.Closes
                ? Make(source, found.Offset, found.Offset + 1, $"`{found.Bracket}` closes nothing", "remove it, or put the text in quotes")
                : Make(source, found.Offset, found.Offset + 1, $"`{found.Bracket}` is never closed", $"add `{(found.Bracket == '[' ? ']' : '}')}` where it ends");
        }

        if (start < 0)
        {
            return Make(source, source.Text.Length, source.Text.Length, "the text is not readable YAML", null);
        }

        var (words, suggestion) = Reword(source.Text, start, message ?? "");
        return Make(source, start, source.LineOf(end) > source.LineOf(start) || end <= start ? start + 1 : end, words, suggestion);
    }

    /// <summary>Characters that YAML forbids everywhere: control characters and halves of surrogate pairs.</summary>
    public static Diagnostic? FindForbidden(SourceText source)
    {
        var text = source.Text;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c >= ' ' && c < '\u007F')
            {
                continue;
            }

            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(c) || (char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\u0085')))
            {
                return Make(source, i, i + 1, $"the character U+{(int)c:X4} is not allowed in YAML", "remove it");
            }
            else if (c == Undecodable)
            {
                return Make(source, i, i + 1, "the file is not UTF-8: the bytes here are no character", "save it as UTF-8, or remove the character U+FFFD");
            }
        }

        return null;
    }

    /// <summary>A tab in the white space before a key.</summary>
    public static Diagnostic? FindTabBefore(SourceText source, int offset)
    {
        var tab = -1;
        for (var i = offset - 1; i >= 0 && source.Text[i] is ' ' or '\t'; i--)
        {
            tab = source.Text[i] == '\t' ? i : tab;
        }

        return tab < 0 ? null : Make(source, tab, tab + 1, TabMessage, TabHelp);
    }

    private static bool IsBracketTalk(string? message) =>
        message is not null && (Holds(message, "flow sequence") || Holds(message, "flow mapping") || Holds(message, "expected node content"));

    private static (string Words, string? Suggestion) Reword(string text, int start, string message)
    {
        if (start < text.Length && text[start] == '`')
        {
            return ("a value cannot start with a backtick", "put the value in quotes");
        }

        if (start < text.Length && text[start] is '@' or '%')
        {
            return ($"a value cannot start with `{text[start]}`", "put the value in quotes");
        }

        if (start < text.Length && (text[start] is '*' or '&') && Holds(message, "anchor"))
        {
            return ($"a value cannot start with `{text[start]}`", "put the value in quotes");
        }

        if (Holds(message, "flow mapping") && AnchorInFlow.IsMatch(text.Substring(0, Math.Min(start, text.Length)).Split('\n', '\r').Last()))
        {
            return ("an anchor before a value inside `{ … }` cannot be read here", "write this mapping over several lines, without braces, or the value without its anchor");
        }

        if (Holds(message, "invalid mapping"))
        {
            return ("a second `:` in one value, or a line that is indented too far", "put a text with `: ` in quotes, or line the keys up");
        }

        if (Holds(message, "expected key"))
        {
            return ("a `key: value` is expected here", "line the keys of a mapping up, and end each key with `:`");
        }

        if (Holds(message, "block collection"))
        {
            return ("a `- item` is expected here", "line the items of a list up");
        }

        if (Holds(message, "double-quoted") || Holds(message, "single-quoted") || Holds(message, "quoted scalar, found unexpected end"))
        {
            return ("the quote is never closed", "close it on the same line");
        }

        if (Holds(message, "unknown escape"))
        {
            return ("an unknown escape in double quotes", "write `\\\\` for a backslash, or use single quotes");
        }

        var cut = message.IndexOf(", ", StringComparison.Ordinal);
        var words = (cut < 0 ? message : message.Substring(cut + 2)).TrimEnd('.');
        return (words.Length == 0 ? "the text is not readable YAML" : "YAML: " + words, null);
    }

    /// <summary>A tab in the white space before the text of the line at fault, or of the one before it.</summary>
    private static int? FindTab(SourceText source, int start)
    {
        var at = source.LineOf(Math.Max(start, 0));
        var last = start <= 0 ? int.MaxValue : at + 1;
        for (var line = start <= 0 ? 1 : at; line <= last; line++)
        {
            var offset = source.LineStart(line);
            if (offset >= source.Text.Length)
            {
                return null;
            }

            for (; offset < source.Text.Length && source.Text[offset] is ' ' or '\t'; offset++)
            {
                if (source.Text[offset] == '\t' && HasText(source.Text, offset))
                {
                    return offset;
                }
            }
        }

        return null;
    }

    private static bool HasText(string text, int offset)
    {
        while (offset < text.Length && text[offset] is ' ' or '\t')
        {
            offset++;
        }

        return offset < text.Length && text[offset] is not ('\n' or '\r' or '#');
    }

    private static bool Holds(string message, string words) => message.Contains(words);

    private static Diagnostic Make(SourceText source, int start, int end, string message, string? suggestion) =>
        new(RuleCodes.Syntax, DiagnosticSeverity.Error, "", source.Span(start, end), message, suggestion);
}
