using System.Collections.Immutable;

namespace Keeptrusts.Gateway.Middleware.Nodes.Snapshots;

/// <summary>Which teams have a configuration of their own, swapped whole.</summary>
#pragma warning disable CA1852 // The control plane derives its own, which knows more of what stands in it.
internal class TeamConfigurations
#pragma warning restore CA1852
{
    private static readonly ImmutableDictionary<string, string> Empty = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    private readonly Lock _writing = new();
    private volatile ImmutableDictionary<string, string> _configurations = Empty;

    /// <summary>Takes over all teams that have one.</summary>
    public void Load(IEnumerable<NodeTeam> teams)
    {
        lock (_writing)
        {
            _configurations = Empty.AddRange(teams.Select(t => KeyValuePair.Create(t.Id, t.Configuration)));
        }
    }

    public string? ConfigurationOf(string team) => _configurations.GetValueOrDefault(team);

    /// <summary>Sets a team's configuration, or takes it away.</summary>
    public void Put(string team, string? configuration)
    {
        lock (_writing)
        {
            _configurations = configuration is not null ? _configurations.SetItem(team, configuration) : _configurations.Remove(team);
        }
    }

    public void Remove(string team) => Put(team, null);
}
