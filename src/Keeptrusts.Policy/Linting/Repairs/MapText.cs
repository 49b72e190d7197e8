using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Parsing;

namespace Keeptrusts.Policy.Linting.Repairs;

/// <summary>Changes mappings in the text, in flow style (<c>{ a: 1 }</c>, JSON included) and in block style. Where comments or aliases stand in the way, it changes nothing.</summary>
internal static class MapText
{
    /// <summary>An edit that removes an entry; one must stay.</summary>
    public static TextEdit? Remove(SourceText source, MapNode map, int index)
    {
        if (map.Entries.Count < 2 || !IsTidy(source, map))
        {
            return null;
        }

        var (start, end) = (Start(source, map.Entries[index].KeySpan), End(source, map.Entries[index].Value.Span));
        if (!IsFlow(source, map))
        {
            return OwnLines(source, start, end) is var (from, to) ? Edit(source, from, to, "") : null;
        }

        (start, end) = index > 0 ? (End(source, map.Entries[index - 1].Value.Span), end) : (start, Start(source, map.Entries[1].KeySpan));
        return source.Text.IndexOf('#', start, end - start) >= 0 ? null : Edit(source, start, end, "");
    }

    /// <summary>An edit that adds an entry at the end.</summary>
    /// <param name="source">The text.</param>
    /// <param name="map">The mapping.</param>
    /// <param name="key">The key; a plain word.</param>
    /// <param name="value">Its value in YAML.</param>
    /// <param name="json">Its value in JSON.</param>
    public static TextEdit? Append(SourceText source, MapNode map, string key, string value, string json)
    {
        if (IsFlow(source, map))
        {
            return AppendFlow(source, map, key, value, json);
        }

        if (map.Entries.Count == 0 || !IsTidy(source, map))
        {
            return null;
        }

        var first = map.Entries[0].KeySpan;
        var indent = source.Text.Substring(source.LineStart(first.Line), first.Column - 1);
        var last = source.LineStart(map.Entries[map.Entries.Count - 1].Value.Span.EndLine + 1);
        var line = indent + key + ": " + value;
        return indent.Trim().Length > 0 ? null : Insert(source, last, line);
    }

    /// <summary>An edit that adds a section with one entry before another section of the document.</summary>
    public static TextEdit? Before(SourceText source, MapNode root, MapEntry? next, string section, string key)
    {
        if (next is null)
        {
            return null;
        }

        var at = Start(source, next.KeySpan);
        if (IsFlow(source, root))
        {
            return Edit(source, at, at, source.Text[at] == '"' ? $"\"{section}\": {{\"{key}\": {{\"from\": \"env\"}}}}, " : $"{section}: {{ {key}: {{ from: env }} }}, ");
        }

        return source.LineStart(next.KeySpan.Line) == at ? Edit(source, at, at, $"{section}:{source.LineEnd}  {key}: {{ from: env }}{source.LineEnd}{source.LineEnd}") : null;
    }

    private static TextEdit? AppendFlow(SourceText source, MapNode map, string key, string value, string json)
    {
        var open = Start(source, map.Span);
        if (map.Entries.Count == 0)
        {
            return Edit(source, open, End(source, map.Span), $"{{ {key}: {value} }}");
        }

        if (!IsTidy(source, map))
        {
            return null;
        }

        var isJson = source.Text[Start(source, map.Entries[0].KeySpan)] == '"';
        var end = End(source, map.Entries[map.Entries.Count - 1].Value.Span);
        return Edit(source, end, end, isJson ? $", \"{key}\": {json}" : $", {key}: {value}");
    }

    private static TextEdit Insert(SourceText source, int at, string line) => at > 0 && source.Text[at - 1] is '\n' or '\r'
        ? Edit(source, at, at, line + source.LineEnd)
        : Edit(source, at, at, source.LineEnd + line);

    // An alias has the place of what it stands for, somewhere else.
    private static bool IsTidy(SourceText source, MapNode map)
    {
        var before = Start(source, map.Span);
        foreach (var entry in map.Entries)
        {
            if (Start(source, entry.KeySpan) < before || Start(source, entry.Value.Span) < End(source, entry.KeySpan))
            {
                return false;
            }

            before = End(source, entry.Value.Span);
        }

        return before <= End(source, map.Span);
    }

    private static bool IsFlow(SourceText source, MapNode map) => source.Text[Start(source, map.Span)] == '{';

    private static (int Start, int End)? OwnLines(SourceText source, int start, int end)
    {
        var from = source.LineStart(source.LineOf(start));
        var to = source.LineStart(source.LineOf(end) + 1);
        return source.Text.Substring(from, start - from).Trim().Length == 0 && source.Text.Substring(end, to - end).Trim().Length == 0 ? (from, to) : null;
    }

    private static int Start(SourceText source, SourceSpan span) => source.Offset(span.Line, span.Column);

    private static int End(SourceText source, SourceSpan span) => source.Offset(span.EndLine, span.EndColumn);

    private static TextEdit Edit(SourceText source, int start, int end, string text) => new(source.Exact(start, end), text);
}
