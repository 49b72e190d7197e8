using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Kinds.Rbac;

/// <summary>What one role may do; all lists are globs.</summary>
/// <param name="AllowedModels">Models; <see langword="null"/>: any.</param>
/// <param name="DeniedModels">Models never.</param>
/// <param name="AllowedTools">Tools; <see langword="null"/>: any.</param>
/// <param name="DeniedTools">Tools never.</param>
internal sealed record RoleRule(
    IReadOnlyList<string>? AllowedModels,
    IReadOnlyList<string> DeniedModels,
    IReadOnlyList<string>? AllowedTools,
    IReadOnlyList<string> DeniedTools)
{
    /// <summary>The roles of a block by name, whatever its case.</summary>
    public static IReadOnlyDictionary<string, RoleRule> Read(PolicyBlock block)
    {
        var roles = new Dictionary<string, RoleRule>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in block.Node.Map("roles")?.Entries ?? [])
        {
            var node = entry.Value as MapNode ?? MapNode.Empty;
            roles[entry.Key] = new RoleRule(List(node, "allowed_models"), node.Texts("denied_models"), List(node, "allowed_tools"), node.Texts("denied_tools"));
        }

        return roles;
    }

    /// <summary>Whether a caller with these roles may: what any role allows is allowed, what any denies is denied.</summary>
    /// <param name="roles">The roles that a policy knows.</param>
    /// <param name="held">The caller's.</param>
    /// <param name="denies">Whether a role denies it.</param>
    /// <param name="allows">Whether a role allows it.</param>
    public static bool May(IReadOnlyDictionary<string, RoleRule> roles, IReadOnlyList<string> held, Func<RoleRule, bool> denies, Func<RoleRule, bool> allows)
    {
        var may = false;
        for (var i = 0; i < held.Count; i++)
        {
            if (!roles.TryGetValue(held[i], out var role))
            {
                continue;
            }

            if (denies(role))
            {
                return false;
            }

            may |= allows(role);
        }

        return may;
    }

    private static IReadOnlyList<string>? List(MapNode node, string field) => node.Has(field) ? node.Texts(field) : null;
}
