using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Teams;

/// <summary>Where teams are kept. A change and its audit entry are one transaction.</summary>
internal interface ITeamStore
{
    /// <summary>All teams, by id.</summary>
    Task<IReadOnlyList<Team>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds one; <see langword="false"/> when the id is taken.</summary>
    Task<bool> AddAsync(Team team, AuditEntry audit, CancellationToken cancellationToken);
}
