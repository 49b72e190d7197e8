using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Teams;

/// <summary>The teams as the running planes see them; a change here acts on the next request.</summary>
internal interface ITeamDirectory
{
    /// <summary>Adds a team, or replaces the one of the same id.</summary>
    void Put(Team team);

    void Remove(string id);
}
