using Keeptrusts.Gateway.Middleware.Nodes;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>Where tokens are kept. A change and its audit entries are one transaction.</summary>
internal interface ITokenStore : ITokenUses
{
    /// <summary>All tokens, for the start.</summary>
    Task<IReadOnlyList<Token>> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Those of some ids.</summary>
    Task<IReadOnlyList<Token>> LoadAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>Adds one, if the conditions hold.</summary>
    Task<MintResult> MintAsync(Token token, MintConditions conditions, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Puts a fresh token in the place of another, which gets a new name and an end.</summary>
    /// <returns><see langword="false"/>: somebody changed the other one meanwhile.</returns>
    Task<bool> RotateAsync(Token before, Token after, Token fresh, IReadOnlyList<AuditEntry> audit, CancellationToken cancellationToken);

    /// <summary>Writes down when they were revoked.</summary>
    Task RevokeAsync(IReadOnlyList<Revocation> revocations, CancellationToken cancellationToken);
}
