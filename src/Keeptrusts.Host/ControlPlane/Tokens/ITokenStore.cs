using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>Where tokens are kept. A change and its audit entry are one transaction.</summary>
internal interface ITokenStore
{
    /// <summary>All tokens, for the start.</summary>
    Task<IReadOnlyList<Token>> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Those of some ids.</summary>
    Task<IReadOnlyList<Token>> LoadAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    /// <summary>Adds one; <see langword="false"/> when its team has an unrevoked one of that name and type.</summary>
    Task<bool> AddAsync(Token token, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Writes down when it was revoked.</summary>
    Task RevokeAsync(Token token, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Writes down many last uses at once.</summary>
    Task MarkUsedAsync(IReadOnlyCollection<(string Id, DateTimeOffset At)> uses, CancellationToken cancellationToken);
}
