using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Kinds.Rbac;
using Keeptrusts.Policy.Linting.Conflicts.Claims;
using Keeptrusts.Policy.Selectors;

namespace Keeptrusts.Policy.Linting.Conflicts.Access;

/// <summary>Finds what refuses a grant for every request to which a policy applies.</summary>
internal static class DenialReader
{
    /// <param name="policy">The policy.</param>
    /// <param name="grant">The grant.</param>
    /// <param name="denyOnly">Whether only deny-lists count: what a group of models is allowed as depends on all of its names and models.</param>
    public static Denial? Of(PolicyFacts policy, Grant grant, bool denyOnly)
    {
        var block = policy.Block;
        if (!policy.Acts(grant.Phase))
        {
            return null;
        }

        var place = (block.Kind, grant.IsModel) switch
        {
            ("agent-firewall", false) => List(block.Node, block.Path, "allowed_tools", "blocked_tools", grant, denyOnly),
            ("model-allowlist", true) => List(block.Node, block.Path, block.Node.Texts("allow").Count > 0 ? "allow" : "", "deny", grant, denyOnly),
            ("rbac", _) => Roles(block, grant, denyOnly),
            _ => null,
        };
        return place is not null && Refuses(block, grant) ? new Denial(policy, place) : null;
    }

    private static RelatedPlace? List(MapNode node, string path, string allow, string deny, Grant grant, bool denyOnly)
    {
        var items = node.List(deny)?.Items ?? [];
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] is ScalarNode { Kind: ScalarKind.String } scalar && Globs.Contains(scalar.Text, grant.Name))
            {
                return new RelatedPlace(DocumentPath.Index(DocumentPath.Key(path, deny), i), scalar.Span, $"`{scalar.Text}` is denied here");
            }
        }

        return !denyOnly && node.Find(allow) is { Value: ListNode } allowed && node.Texts(allow).All(a => !Globs.Meet(a, grant.Name))
            ? new RelatedPlace(DocumentPath.Key(path, allow), allowed.KeySpan, $"`{grant.Name}` is not among what is allowed here")
            : null;
    }

    private static RelatedPlace? Roles(PolicyBlock block, Grant grant, bool denyOnly)
    {
        var (allow, deny) = grant.IsModel ? ("allowed_models", "denied_models") : ("allowed_tools", "denied_tools");
        var roles = (block.Node.Map("roles")?.Entries ?? []).ToList();
        var path = DocumentPath.Key(block.Path, "roles");

        // 1. What the caller's role is denied, no other role gives back.
        var own = roles.FirstOrDefault(r => string.Equals(r.Key, grant.Role, StringComparison.OrdinalIgnoreCase));
        if (own?.Value is MapNode rule && List(rule, DocumentPath.Key(path, own.Key), "", deny, grant, denyOnly: true) is { } denied)
        {
            return denied;
        }

        // 2. What no role may, nobody may.
        if (denyOnly)
        {
            return null;
        }

        RelatedPlace? first = null;
        foreach (var role in roles)
        {
            if (role.Value is not MapNode map || List(map, DocumentPath.Key(path, role.Key), allow, deny, grant, denyOnly: false) is not { } place)
            {
                return null;
            }

            first ??= place;
        }

        return first;
    }

    // The engine's own words about a name that is granted.
    private static bool Refuses(PolicyBlock block, Grant grant)
    {
        var node = block.Node;
        switch (block.Kind)
        {
            case "agent-firewall":
                return !Glob.Admits(node.Has("allowed_tools") ? node.Texts("allowed_tools") : null, node.Texts("blocked_tools"), grant.Example);
            case "model-allowlist":
                return !Glob.Admits(node.Texts("allow") is { Count: > 0 } allow ? allow : null, node.Texts("deny"), grant.Example);
            default:
                var roles = RoleRule.Read(block);
                return (grant.Role is { } role ? [role] : roles.Keys).All(r => !RoleRule.May(
                    roles,
                    [r],
                    rule => Glob.IsAnyMatch(grant.IsModel ? rule.DeniedModels : rule.DeniedTools, grant.Example),
                    rule => Glob.Admits(grant.IsModel ? rule.AllowedModels : rule.AllowedTools, [], grant.Example)));
        }
    }
}
