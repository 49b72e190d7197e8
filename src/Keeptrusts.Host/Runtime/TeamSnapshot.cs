using System.Collections.Immutable;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Runtime;

/// <summary>Which teams have a configuration of their own, swapped whole.</summary>
internal sealed class TeamSnapshot : ITeamDirectory
{
    private static readonly ImmutableDictionary<string, string> Empty = ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    private readonly Lock _writing = new();
    private volatile ImmutableDictionary<string, string> _configurations = Empty;

    public void Load(IEnumerable<Team> teams)
    {
        lock (_writing)
        {
            _configurations = Empty.AddRange(teams.Where(t => t.Configuration is not null).Select(t => KeyValuePair.Create(t.Id, t.Configuration!)));
        }
    }

    public string? ConfigurationOf(string team) => _configurations.GetValueOrDefault(team);

    public void Put(Team team)
    {
        lock (_writing)
        {
            _configurations = team.Configuration is { } configuration ? _configurations.SetItem(team.Id, configuration) : _configurations.Remove(team.Id);
        }
    }

    public void Remove(string id)
    {
        lock (_writing)
        {
            _configurations = _configurations.Remove(id);
        }
    }
}
