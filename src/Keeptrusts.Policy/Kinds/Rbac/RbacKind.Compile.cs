using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Kinds.Rbac;

/// <content>Block → admission and tool policy.</content>
internal sealed partial class RbacKind
{
    internal override PolicyUnit Compile(PolicyBlock block)
    {
        var roles = new Dictionary<string, RoleRule>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in block.Node.Map("roles")?.Entries ?? [])
        {
            var node = entry.Value as MapNode ?? MapNode.Empty;
            roles[entry.Key] = new RoleRule(List(node, "allowed_models"), node.Texts("denied_models"), List(node, "allowed_tools"), node.Texts("denied_tools"));
        }

        var policy = new RolePolicy(roles);
        return new PolicyUnit { Protects = true, Admission = policy, Tools = policy };
    }

    private static IReadOnlyList<string>? List(MapNode node, string field) => node.Has(field) ? node.Texts(field) : null;
}
