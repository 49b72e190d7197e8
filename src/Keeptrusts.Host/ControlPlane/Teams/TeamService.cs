using Keeptrusts.Host.ControlPlane.Access;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Teams;

/// <summary>Makes and lists teams.</summary>
internal sealed class TeamService(ITeamStore store, AuditTrail audit, TimeProvider time)
{
    /// <summary>The teams that the caller may see.</summary>
    public async Task<IReadOnlyList<Team>> ListAsync(Principal caller, CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(cancellationToken)).Where(t => caller.Sees(t.Id))];

    /// <summary>Makes a team of an id, or of a name that an id can be made from.</summary>
    public async Task<Outcome<Team>> CreateAsync(Principal caller, NewTeam wanted, CancellationToken cancellationToken)
    {
        if (caller.Lacks(Permission.Administer) is { } lack)
        {
            return lack;
        }

        var id = wanted.Id ?? NameRules.ToId(wanted.Name ?? "");
        var name = wanted.Name ?? id;
        if ((NameRules.CheckId(id, "id") ?? NameRules.CheckName(name, "name")) is { } bad)
        {
            return bad;
        }

        var team = new Team { Id = id, Name = name, CreatedAt = time.GetUtcNow() };
        return await store.AddAsync(team, audit.Entry(caller, "team.create", id, null, team), cancellationToken)
            ? team
            : new Refusal(RefusalKind.Conflict, $"there is already a team `{id}`; use it, or choose another id");
    }
}
