using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Gateway.Middleware.Nodes.Snapshots;
using Keeptrusts.Host.ControlPlane.Teams;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Runtime;

/// <summary>The teams of this control plane, as far as they have a configuration of their own.</summary>
internal sealed class TeamSnapshot : TeamConfigurations, ITeamDirectory
{
    public void Load(IEnumerable<Team> teams) => Load(Told(teams));

    public void Put(Team team) => Put(team.Id, team.Configuration);

    /// <summary>Teams as gateway nodes hear of them.</summary>
    public static IEnumerable<NodeTeam> Told(IEnumerable<Team> teams) => teams.Where(t => t.Configuration is not null).Select(t => new NodeTeam(t.Id, t.Configuration!));
}
