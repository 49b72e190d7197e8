using System.Collections.Frozen;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Runtime;

/// <summary>Which teams have a configuration of their own.</summary>
internal sealed class TeamSnapshot
{
    private volatile FrozenDictionary<string, string> _configurations = FrozenDictionary<string, string>.Empty;

    public void Load(IEnumerable<Team> teams) =>
        _configurations = teams.Where(t => t.Configuration is not null).ToFrozenDictionary(t => t.Id, t => t.Configuration!, StringComparer.Ordinal);

    public string? ConfigurationOf(string team) => _configurations.GetValueOrDefault(team);
}
