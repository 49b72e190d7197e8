using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.SignIn;

/// <summary>Where passwords and links are kept. A change and its audit entry are one transaction.</summary>
internal interface ISignInStore
{
    /// <summary>Whether an active administrator can sign in by a password.</summary>
    Task<bool> HasAdministratorAsync(CancellationToken cancellationToken);

    Task<Credential?> FindAsync(string userId, CancellationToken cancellationToken);

    /// <summary>Whoever the OpenID provider knows by that issuer and subject.</summary>
    Task<Credential?> FindSubjectAsync(string subject, CancellationToken cancellationToken);

    /// <summary>Notes who a user is to the OpenID provider; <see langword="false"/>: somebody else is that already.</summary>
    Task<bool> PutSubjectAsync(string userId, string subject, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Adds a link. Those that were made for the same user before are void then, and those that are over are forgotten.</summary>
    Task AddLinkAsync(SignInLink link, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>The link, if it can be used.</summary>
    Task<SignInLink?> FindLinkAsync(string hash, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Uses a link up: makes or changes the user as <paramref name="apply"/> says and sets the password, all or nothing.</summary>
    /// <param name="hash">Which link.</param>
    /// <param name="userId">Whom it signs in.</param>
    /// <param name="passwordHash">The new password's hash.</param>
    /// <param name="apply">Given the user of that id, if there is one: the user as they are then, with the audit entry; or a refusal.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<Outcome<User>> RedeemAsync(string hash, string userId, string passwordHash, Func<User?, Outcome<SignedInUser>> apply, DateTimeOffset now, CancellationToken cancellationToken);
}
