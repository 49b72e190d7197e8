using System.Collections.Immutable;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>
/// The environment variables that documents may read: those that whoever starts the host named, in the policy file or by setting
/// <c>OPENAI_API_KEY</c>. Nobody who merely edits a configuration can make the host read another one.
/// </summary>
internal sealed class EnvironmentAllowList
{
    private readonly Lock _writing = new();
    private volatile ImmutableHashSet<string> _names = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Names => _names;

    public bool Allows(string name) => _names.Contains(name);

    /// <summary>Adds the variables of a document that whoever runs the host supplied.</summary>
    public void Trust(IEnumerable<string> names)
    {
        lock (_writing)
        {
            _names = _names.Union(names);
        }
    }
}
