using Keeptrusts.Host.ControlPlane.Tokens;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Users;

/// <summary>Where users are kept. A change and its audit entries are one transaction.</summary>
internal interface IUserStore
{
    /// <summary>All users, by id.</summary>
    Task<IReadOnlyList<User>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Adds one; <see langword="false"/> when the id is taken.</summary>
    Task<bool> AddAsync(User user, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Changes one as <paramref name="change"/> says, unless it refuses or somebody else changes the user at the same time.</summary>
    Task<Outcome<User>> ChangeAsync(string id, Func<User, Outcome<AuditEntry>> change, CancellationToken cancellationToken);

    /// <summary>Changes one and, in the same transaction, revokes every token that they own.</summary>
    /// <param name="id">The user.</param>
    /// <param name="change">Shuts the user out.</param>
    /// <param name="revoke">The revoked form of a token, with its audit entry.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="also">Tokens that were revoked after this are given to <paramref name="revoke"/>, too.</param>
    Task<Outcome<Departure>> DeactivateAsync(
        string id, Func<User, Outcome<AuditEntry>> change, Func<Token, Revocation> revoke, CancellationToken cancellationToken, DateTimeOffset? also = null);
}
