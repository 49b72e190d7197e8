using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.PiiDetector;

/// <summary>What a <c>pii-detector</c> block asks for.</summary>
/// <param name="Actions">The action of each entity looked for, in the order of the built-in list.</param>
/// <param name="AllowList">Values that may pass.</param>
/// <param name="Markers">Markers that differ from the label.</param>
internal sealed record PiiDetectorOptions(
    IReadOnlyList<(string Entity, PolicyAction Action)> Actions,
    IReadOnlyList<string> AllowList,
    IReadOnlyDictionary<string, string> Markers)
{
    public static PiiDetectorOptions Read(PolicyBlock block)
    {
        var node = block.Node;
        var common = Parse(block.Action) ?? PolicyAction.Block;
        var excluded = node.Texts("exclude");
        var listed = node.Texts("entities");
        var mapped = node.Map("entities");
        var actions = new List<(string, PolicyAction)>();
        foreach (var entity in PiiEntities.Available)
        {
            var wanted = mapped is not null ? mapped.Has(entity) : listed.Count == 0 || listed.Contains(entity);
            if (wanted && !excluded.Contains(entity))
            {
                actions.Add((entity, Parse(mapped?.Text(entity)) ?? common));
            }
        }

        return new PiiDetectorOptions(actions, node.Texts("allow_list"), ReadMarkers(node.Map("redaction")?.Map("custom_markers")));
    }

    private static PolicyAction? Parse(string? action) => action switch
    {
        "warn" => PolicyAction.Warn,
        "redact" => PolicyAction.Redact,
        "escalate" => PolicyAction.Escalate,
        "block" => PolicyAction.Block,
        _ => null,
    };

    private static Dictionary<string, string> ReadMarkers(MapNode? node)
    {
        var markers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in node?.Entries ?? [])
        {
            markers[entry.Key] = node!.Text(entry.Key) ?? "";
        }

        return markers;
    }
}
