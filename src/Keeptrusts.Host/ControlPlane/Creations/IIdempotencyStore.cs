using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Creations;

/// <summary>Which creations were asked for with an <c>Idempotency-Key</c>.</summary>
internal interface IIdempotencyStore
{
    /// <summary>Claims a key; gives the record that holds it already, or <see langword="null"/> where the claim is ours. Records made before <paramref name="expired"/> count for nothing and go.</summary>
    Task<IdempotencyRecord?> ClaimAsync(IdempotencyRecord claim, DateTimeOffset expired, CancellationToken cancellationToken);

    /// <summary>Notes what came of it.</summary>
    Task FinishAsync(string key, string objectId, CancellationToken cancellationToken);

    /// <summary>Gives the key back: nothing was made.</summary>
    Task ReleaseAsync(string key, CancellationToken cancellationToken);
}
