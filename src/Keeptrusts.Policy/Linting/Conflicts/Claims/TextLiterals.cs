using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Linting.Conflicts.Claims;

/// <summary>Reads the phrases of policies that judge redacted text.</summary>
internal static class TextLiterals
{
    public static bool Knows(string kind) => kind is "prompt-injection" or "human-oversight";

    public static IEnumerable<TextLiteral> Of(PolicyBlock block)
    {
        if (block.Kind == "prompt-injection" && block.Node.Map("detection") is { } detection)
        {
            return Items(detection, "attack_patterns", DocumentPath.Key(block.Path, "detection"));
        }

        var conditions = block.Kind == "human-oversight" ? block.Node.Map("require_human_for") : null;
        var path = DocumentPath.Key(DocumentPath.Key(block.Path, "require_human_for"), "topics");
        return conditions?.Map("topics") is { } topics ? topics.Entries.SelectMany(e => Items(topics, e.Key, path)) : [];
    }

    private static IEnumerable<TextLiteral> Items(MapNode node, string field, string path)
    {
        var items = node.List(field)?.Items ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is ScalarNode { Kind: ScalarKind.String } scalar)
            {
                yield return new TextLiteral(scalar.Text, scalar.Span, DocumentPath.Index(DocumentPath.Key(path, field), i));
            }
        }
    }
}
