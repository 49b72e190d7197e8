using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Kinds.SecretDetector;

/// <summary>What a <c>secret-detector</c> block asks for.</summary>
/// <param name="Actions">The action of each entity looked for, in the order of the built-in list.</param>
/// <param name="AllowList">Values that may pass.</param>
internal sealed record SecretDetectorOptions(IReadOnlyList<(string Entity, PolicyAction Action)> Actions, IReadOnlyList<string> AllowList)
{
    public static SecretDetectorOptions Read(PolicyBlock block)
    {
        var node = block.Node;
        var common = Parse(block.Action) ?? PolicyAction.Block;
        var excluded = node.Texts("exclude");
        var listed = node.Texts("entities");
        var mapped = node.Map("entities");
        var actions = new List<(string, PolicyAction)>();
        foreach (var entity in SecretEntities.Available)
        {
            var wanted = mapped is not null ? mapped.Has(entity) : listed.Count == 0 || listed.Contains(entity);
            if (wanted && !excluded.Contains(entity))
            {
                actions.Add((entity, Parse(mapped?.Text(entity)) ?? common));
            }
        }

        return new SecretDetectorOptions(actions, node.Texts("allow_list"));
    }

    private static PolicyAction? Parse(string? action) => action switch
    {
        "warn" => PolicyAction.Warn,
        "redact" => PolicyAction.Redact,
        "escalate" => PolicyAction.Escalate,
        "block" => PolicyAction.Block,
        _ => null,
    };
}
