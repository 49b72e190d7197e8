using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Linting.Conflicts.Claims;

namespace Keeptrusts.Policy.Linting.Conflicts.Access;

/// <summary>Reads which tools and models policies allow or ask about.</summary>
internal static class AccessReader
{
    public static bool Knows(string kind) => kind is "agent-firewall" or "rbac" or "model-allowlist";

    public static IEnumerable<Grant> Grants(PolicyFacts policy)
    {
        var (node, path) = (policy.Block.Node, policy.Block.Path);
        return policy.Block.Kind switch
        {
            "agent-firewall" => Items(policy, null, node, "allowed_tools", path, isModel: false),
            "model-allowlist" => Items(policy, null, node, "allow", path, isModel: true),
            "rbac" => (node.Map("roles")?.Entries ?? []).Where(e => e.Value is MapNode).SelectMany(role =>
            {
                var at = DocumentPath.Key(DocumentPath.Key(path, "roles"), role.Key);
                var rule = (MapNode)role.Value;
                return Items(policy, role.Key, rule, "allowed_models", at, isModel: true).Concat(Items(policy, role.Key, rule, "allowed_tools", at, isModel: false));
            }),
            "human-oversight" when node.Map("require_human_for") is { } conditions => Items(policy, null, conditions, "tools", DocumentPath.Key(path, "require_human_for"), isModel: false),
            _ => [],
        };
    }

    private static IEnumerable<Grant> Items(PolicyFacts policy, string? role, MapNode node, string field, string path, bool isModel)
    {
        var items = node.List(field)?.Items ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is ScalarNode { Kind: ScalarKind.String } scalar)
            {
                yield return new Grant(policy, role, scalar.Text, isModel, scalar.Span, DocumentPath.Index(DocumentPath.Key(path, field), i));
            }
        }
    }
}
