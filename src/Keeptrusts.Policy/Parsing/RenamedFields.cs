using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Parsing;

/// <summary>
/// KT0014: fields of policy blocks that have another name now. For one minor version the former name is read as the present one, with a warning and its repair.
/// </summary>
internal static class RenamedFields
{
    /// <summary>Kind, former name, present name. An entry goes with the minor version after the one that brought it.</summary>
    private static readonly (string Kind, string Former, string Present)[] Table =
    [
        // 0.1: roles say `allowed_models` and `denied_models`, and before the first release this kind did so, too.
        ("model-allowlist", "allowed_models", "allow"),
        ("model-allowlist", "denied_models", "deny"),
    ];

    /// <summary>Reads former names as present ones.</summary>
    /// <returns>The tree with present names, at the places of the former ones.</returns>
    public static MapNode Read(MapNode root, DiagnosticBag diagnostics)
    {
        if (root.Map("policy") is not { } section || !section.Entries.Any(e => Fields(e).Any(f => Applies(e, f))))
        {
            return root;
        }

        var blocks = new MapNode(section.Span, [.. section.Entries.Select(e => Block(e, diagnostics))]);
        return new MapNode(root.Span, [.. root.Entries.Select(e => e.Key == "policy" ? e with { Value = blocks } : e)]);
    }

    private static MapEntry Block(MapEntry block, DiagnosticBag diagnostics)
    {
        var fields = Fields(block).Where(f => Applies(block, f)).ToList();
        return fields.Count == 0 ? block : block with { Value = new MapNode(block.Value.Span, [.. ((MapNode)block.Value).Entries.Select(Renamed)]) };

        MapEntry Renamed(MapEntry entry)
        {
            if (fields.Find(f => f.Former == entry.Key) is not { Present: { } present })
            {
                return entry;
            }

            diagnostics.Add(new Diagnostic(
                RuleCodes.RenamedField,
                DiagnosticSeverity.Warning,
                DocumentPath.Key(DocumentPath.Key("policy", block.Key), entry.Key),
                entry.KeySpan,
                $"`{entry.Key}` is called `{present}` now; the former name works for one more minor version",
                $"write `{present}`")
            {
                Fix = Rename.Of(entry.KeySpan, entry.Key, present),
            });
            return entry with { Key = present };
        }
    }

    private static IEnumerable<(string Kind, string Former, string Present)> Fields(MapEntry block) =>
        block.Value is MapNode node ? Table.Where(f => f.Kind == (node.Text("kind") ?? block.Key)) : [];

    // Both at once: which one is meant, nobody can tell, so the former stays the unknown key that it is.
    private static bool Applies(MapEntry block, (string Kind, string Former, string Present) field) =>
        block.Value is MapNode node && node.Has(field.Former) && !node.Has(field.Present);
}
