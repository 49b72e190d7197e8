using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Kinds;

/// <summary>The kinds that work in this program: those built in, then those it adds.</summary>
internal sealed class KindSet
{
    private readonly Dictionary<string, PolicyKind> _kinds;

    private KindSet(IReadOnlyList<PolicyKind> added)
    {
        IReadOnlyList<PolicyKind> all = [.. KindCatalog.BuiltIn, .. added];
        _kinds = all.ToDictionary(k => k.Schema.Name, StringComparer.Ordinal);
        Schemas = new KindSchemas([.. all.Select(k => k.Schema)], KindCatalog.Later) { Added = [.. added.Select(k => k.Schema.Name)] };
    }

    /// <summary>The built-in kinds alone.</summary>
    public static KindSet BuiltIn { get; } = new([]);

    /// <summary>What documents may say about the kinds.</summary>
    public KindSchemas Schemas { get; }

    /// <summary>The built-in kinds and others.</summary>
    /// <exception cref="ArgumentException">Two kinds have one name.</exception>
    public static KindSet With(IReadOnlyList<PolicyKind> added)
    {
        var names = new HashSet<string>(KindCatalog.BuiltIn.Select(k => k.Schema.Name), StringComparer.Ordinal);
        foreach (var kind in added)
        {
            if (!names.Add(kind.Schema.Name) || KindCatalog.Later.Contains(kind.Schema.Name))
            {
                throw new ArgumentException($"a policy kind with the name `{kind.Schema.Name}` exists already; give {kind.GetType().Name} a name of its own", nameof(added));
            }
        }

        return added.Count == 0 ? BuiltIn : new KindSet(added);
    }

    public PolicyKind? Find(string name) => _kinds.TryGetValue(name, out var kind) ? kind : null;
}
