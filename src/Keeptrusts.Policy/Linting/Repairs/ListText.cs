using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Parsing;

namespace Keeptrusts.Policy.Linting.Repairs;

/// <summary>Changes lists of plain words in the text, in flow style (<c>[a, b]</c>) and in block style (a line each). Where comments or aliases stand in the way, it changes nothing.</summary>
internal static class ListText
{
    /// <summary>An edit that removes an item.</summary>
    public static TextEdit? Remove(SourceText source, ListNode list, int index)
    {
        var item = list.Items[index].Span;
        if (!IsTidy(list) || list.Items.Count < 2)
        {
            return null;
        }

        if (!IsFlow(source, list))
        {
            return OwnLine(source, item) is var (start, end) ? Edit(source, start, end, "") : null;
        }

        var (from, to) = index > 0 ? (End(source, list.Items[index - 1].Span), End(source, item)) : (Start(source, item), Start(source, list.Items[1].Span));
        return source.Text.IndexOf('#', from, to - from) >= 0 ? null : Edit(source, from, to, "");
    }

    /// <summary>An edit that adds, at the end, an item that stands in the list already.</summary>
    public static TextEdit? Append(SourceText source, ListNode list, int index)
    {
        var (item, last) = (list.Items[index].Span, list.Items[list.Items.Count - 1].Span);
        if (!IsTidy(list) || index == list.Items.Count - 1)
        {
            return null;
        }

        var written = source.Text.Substring(Start(source, item), End(source, item) - Start(source, item));
        if (IsFlow(source, list))
        {
            return Edit(source, End(source, last), End(source, last), ", " + written);
        }

        if (OwnLine(source, item) is not var (start, end) || OwnLine(source, last) is not var (_, after))
        {
            return null;
        }

        var line = source.Text.Substring(start, end - start);
        return EndsLine(source.Text, after) ? Edit(source, after, after, line) : Edit(source, after, after, source.LineEnd + line.TrimEnd('\r', '\n'));
    }

    // An alias has the place of what it stands for, somewhere else.
    private static bool IsTidy(ListNode list)
    {
        var before = list.Span with { EndLine = list.Span.Line, EndColumn = list.Span.Column };
        foreach (var item in list.Items)
        {
            if (item is not ScalarNode || item.Span.Line != item.Span.EndLine || Compare(before.EndLine, before.EndColumn, item.Span.Line, item.Span.Column) > 0)
            {
                return false;
            }

            before = item.Span;
        }

        return Compare(before.EndLine, before.EndColumn, list.Span.EndLine, list.Span.EndColumn) <= 0;
    }

    private static int Compare(int line, int column, int otherLine, int otherColumn) => line != otherLine ? line.CompareTo(otherLine) : column.CompareTo(otherColumn);

    private static bool IsFlow(SourceText source, ListNode list) => source.Text[Start(source, list.Span)] == '[';

    /// <summary>The whole line of an item, with its line end, where nothing but the dash and the item stands there.</summary>
    private static (int Start, int End)? OwnLine(SourceText source, SourceSpan item)
    {
        var start = source.LineStart(item.Line);
        var end = source.LineStart(item.Line + 1);
        var before = source.Text.Substring(start, Start(source, item) - start).Trim();
        var after = source.Text.Substring(End(source, item), end - End(source, item)).Trim();
        return before == "-" && after.Length == 0 ? (start, end) : null;
    }

    private static bool EndsLine(string text, int at) => at > 0 && text[at - 1] is '\n' or '\r';

    private static int Start(SourceText source, SourceSpan span) => source.Offset(span.Line, span.Column);

    private static int End(SourceText source, SourceSpan span) => source.Offset(span.EndLine, span.EndColumn);

    private static TextEdit Edit(SourceText source, int start, int end, string text) => new(source.Exact(start, end), text);
}
