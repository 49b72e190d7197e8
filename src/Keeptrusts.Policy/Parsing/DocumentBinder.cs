using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Parsing;

/// <summary>Tree → typed document. It never complains: the validator has.</summary>
internal static class DocumentBinder
{
    public static PolicyDocument Bind(MapNode root, KindSchemas kinds)
    {
        var pack = root.Map("pack") ?? MapNode.Empty;
        var chain = Chain(root.Map("policies")).ToList();
        var blocks = new List<PolicyBlock>();
        foreach (var entry in root.Map("policy")?.Entries ?? [])
        {
            blocks.Add(Block(entry.Key, entry.KeySpan, entry.Value as MapNode ?? MapNode.Empty));
        }

        // A kind without required fields may stand in the chain alone.
        foreach (var entry in chain)
        {
            if (kinds.Find(entry.Name) is { NeedsBlock: false } && blocks.TrueForAll(b => b.Name != entry.Name))
            {
                blocks.Add(Block(entry.Name, entry.Span, MapNode.Empty));
            }
        }

        return new PolicyDocument(
            root,
            new PackSection(pack.Text("name") ?? "", pack.Text("version") ?? "", pack.Flag("enabled") ?? false),
            [.. (root.Map("variables")?.Entries ?? []).Select(e => new VariableDeclaration(e.Key, e.KeySpan, (e.Value as MapNode)?.Text("from") ?? ""))],
            [.. Targets(root.Map("providers"))],
            [.. Groups(root.Map("providers"))],
            chain,
            blocks,
            root.Map("unreadable") ?? MapNode.Empty);
    }

    private static IEnumerable<ChainEntry> Chain(MapNode? policies)
    {
        var items = policies?.List("chain")?.Items ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is ScalarNode { Kind: ScalarKind.String } name)
            {
                yield return new ChainEntry(name.Text, name.Span, DocumentPath.Index("policies.chain", i));
            }
        }
    }

    private static IEnumerable<TargetBlock> Targets(MapNode? providers)
    {
        var items = providers?.List("targets")?.Items ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is MapNode target)
            {
                var id = target.Find("id");
                yield return new TargetBlock(
                    target.Text("id") ?? "",
                    id?.Value.Span ?? target.Span,
                    target.Text("provider") ?? "",
                    DocumentPath.Index("providers.targets", i),
                    target);
            }
        }
    }

    private static IEnumerable<GroupBlock> Groups(MapNode? providers)
    {
        var items = providers?.List("model_groups")?.Items ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is MapNode group)
            {
                var path = DocumentPath.Index("providers.model_groups", i);
                yield return new GroupBlock(
                    group.Text("name") ?? "",
                    group.Find("name")?.Value.Span ?? group.Span,
                    [.. Places(group, "targets", path)],
                    [.. Places(group, "aliases", path)],
                    path,
                    group);
            }
        }
    }

    private static IEnumerable<NamedPlace> Places(MapNode node, string field, string path)
    {
        var items = node.List(field)?.Items ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is ScalarNode { Kind: ScalarKind.String } name)
            {
                yield return new NamedPlace(name.Text, name.Span, DocumentPath.Index(DocumentPath.Key(path, field), i));
            }
        }
    }

    private static PolicyBlock Block(string name, SourceSpan span, MapNode node)
    {
        var path = DocumentPath.Key("policy", name);
        return new PolicyBlock
        {
            Name = name,
            Span = span,
            Path = path,
            Kind = node.Text("kind") ?? name,
            Node = node,
            When = [.. Selectors(node, "when", path)],
            Except = [.. Selectors(node, "except", path)],
            Phases = node.Texts("phases"),
            Action = node.Text("action"),
            Shadow = node.Text("mode") == "shadow",
            Buffered = node.Text("streaming") == "buffered",
            OnError = node.Text("on_error"),
            Message = node.Text("message"),
            Enabled = node.Flag("enabled") ?? true,
        };
    }

    private static IEnumerable<SelectorBlock> Selectors(MapNode node, string field, string path)
    {
        var at = DocumentPath.Key(path, field);
        if (node.Map(field) is { } single)
        {
            yield return Selector(single, at);
        }

        var items = node.List(field)?.Items ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is MapNode map)
            {
                yield return Selector(map, DocumentPath.Index(at, i));
            }
        }
    }

    private static SelectorBlock Selector(MapNode node, string path) => new()
    {
        Node = node,
        Path = path,
        Teams = node.Texts("teams"),
        Keys = node.Texts("keys"),
        Users = node.Texts("users"),
        Models = node.Texts("models"),
        Providers = node.Texts("providers"),
        Environments = node.Texts("environments"),
        Until = node.Text("until") is { } until && TextForms.TryDate(until, out var date) ? date : null,
    };
}
