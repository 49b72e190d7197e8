using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Teams;

/// <summary>Where teams and their members are kept. A change and its audit entries are one transaction.</summary>
internal interface ITeamStore
{
    /// <summary>All teams, by id.</summary>
    Task<IReadOnlyList<Team>> ListAsync(CancellationToken cancellationToken);

    /// <summary>All members of all teams.</summary>
    Task<IReadOnlyList<Member>> MembersAsync(CancellationToken cancellationToken);

    /// <summary>Adds one; <see langword="false"/> when the id is taken.</summary>
    Task<bool> AddAsync(Team team, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Changes one as <paramref name="change"/> says, unless it refuses or somebody else changes the team at the same time.</summary>
    Task<Outcome<Team>> ChangeAsync(string id, Func<Team, Outcome<AuditEntry>> change, CancellationToken cancellationToken);

    /// <summary>Removes one with its members; <see langword="false"/> when it has had tokens, which stay for the record and need it.</summary>
    Task<bool> RemoveAsync(Team team, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Adds a member, or changes their role.</summary>
    Task PutMemberAsync(Member member, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Removes a member and, in the same transaction, revokes the tokens that they own in the team.</summary>
    /// <returns>The tokens as revoked.</returns>
    Task<IReadOnlyList<Token>> RemoveMemberAsync(Member member, AuditEntry audit, Func<Token, Revocation> revoke, CancellationToken cancellationToken);
}
