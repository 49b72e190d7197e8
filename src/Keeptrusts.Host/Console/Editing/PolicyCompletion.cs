namespace Keeptrusts.Host.Console.Editing;

/// <summary>What may stand at a place of a policy document, by the schema that editors elsewhere are given, and by the document's own names.</summary>
internal static class PolicyCompletion
{
    private const string Chain = "chain";
    private const string Policies = "policies";
    private const string Blocks = "policy";
    private const string Kind = "kind";

    /// <summary>What can be written at a place; lines and columns count from 1.</summary>
    public static Completion At(string text, int line, int column)
    {
        var lines = Lines(text);
        if (YamlPlace.Find(lines, line, column) is not { } place)
        {
            return Completion.None;
        }

        var node = NodeOf(place);
        IEnumerable<CompletionItem> items = place is { IsValue: false } && (place.Path.Count == 0 || place.Path[^1] is not null || node.IsMap) && Names(place, lines) is null
            ? node is { IsList: true, IsMap: false } && !place.IsFlow ? [new("- ", "value", "- ", "a list stands here")] : Keys(node, place, lines)
            : Values(node, place, lines);
        return new(place.From, [.. items]);
    }

    /// <summary>What is known about the key at a place; <see langword="null"/> where nothing is.</summary>
    public static string? About(string text, int line, int column)
    {
        var lines = Lines(text);
        if (line < 1 || line > lines.Length)
        {
            return null;
        }

        // The whole word counts, not what stands before the pointer.
        var end = Math.Clamp(column - 1, 0, lines[line - 1].Length);
        while (end < lines[line - 1].Length && (char.IsAsciiLetterOrDigit(lines[line - 1][end]) || lines[line - 1][end] is '_' or '-' or '$'))
        {
            end++;
        }

        if (YamlPlace.Find(lines, line, end + 1) is not { } place)
        {
            return null;
        }

        var word = YamlLine.Bare(lines[line - 1][Math.Min(place.From - 1, end)..end]);
        return place.IsValue || (place.Path.Count > 0 && place.Path[^1] is null && !NodeOf(place).IsMap)
            ? SchemaNode.Kinds.FirstOrDefault(k => k.Name == word).About
            : NodeOf(place).Under(word).About;
    }

    private static SchemaNode NodeOf(YamlPlace place)
    {
        var node = SchemaNode.Root;
        foreach (var step in place.Path)
        {
            node = step is null ? node.Item : node.Under(step);
        }

        // A block of any name says by `kind` what it is.
        return place.Beside.TryGetValue(Kind, out var kind) && !place.IsValue ? node.Where(Kind, kind) : node;
    }

    private static IEnumerable<CompletionItem> Keys(SchemaNode node, YamlPlace place, string[] lines)
    {
        var isBlocks = place.Path is [Blocks];
        IReadOnlyList<string> wanted = isBlocks ? DocumentNames.Chain(lines) : [];
        var named = wanted.Where(name => !place.Beside.ContainsKey(name) && node.Keys.All(k => k.Name != name)).Select(name => new CompletionItem(name, "name", Key(name, node.Under(name), place), "in the chain", null, true));
        var known = node.Keys.Where(k => !place.Beside.ContainsKey(k.Name))
            .OrderByDescending(k => wanted.Contains(k.Name))
            .Select(k => new CompletionItem(k.Name, "key", Key(k.Name, k.Node, place), Shape(k.Node), k.Node.About, k.Node.Values.Count > 0));
        return named.Concat(known);
    }

    private static IEnumerable<CompletionItem> Values(SchemaNode node, YamlPlace place, string[] lines) =>
        Names(place, lines) ?? node.Values.Select(v => new CompletionItem(v, "value", Escape(v), null, place.Path is [.., Kind] ? SchemaNode.Kinds.FirstOrDefault(k => k.Name == v).About : null));

    // The chain takes the names of blocks, and those of kinds.
    private static IEnumerable<CompletionItem>? Names(YamlPlace place, string[] lines)
    {
        if (place.Path is not [Policies, Chain, null])
        {
            return null;
        }

        var chained = DocumentNames.Chain(lines);
        return DocumentNames.Blocks(lines).Where(n => SchemaNode.Kinds.All(k => k.Name != n)).Select(n => new CompletionItem(n, "name", Escape(n), "a block of this document"))
            .Concat(SchemaNode.Kinds.Select(k => new CompletionItem(k.Name, "value", Escape(k.Name), null, k.About)))
            .Where(i => !chained.Contains(i.Label));
    }

    private static string Key(string name, SchemaNode node, YamlPlace place) => Escape(name) + (
        place.IsFlow || (!node.IsMap && !node.IsList) ? ": "
        : node.IsList ? ":\n  - "
        : ":\n  ");

    private static string? Shape(SchemaNode node) => node switch
    {
        { IsList: true } => "a list",
        { IsMap: true } => null,
        { Values: ["true", "false"] } => "true or false",
        { Values.Count: > 0 } => string.Join(", ", node.Values.Take(6)),
        _ => null,
    };

    // In a snippet of the editor these have a meaning of their own.
    private static string Escape(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal).Replace("}", "\\}", StringComparison.Ordinal);

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');
}
