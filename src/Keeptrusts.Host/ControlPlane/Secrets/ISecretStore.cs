using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Secrets;

/// <summary>Where secrets are kept, encrypted. A change and its audit entry are one transaction.</summary>
internal interface ISecretStore
{
    /// <summary>All, by name; those of the host itself too, whose names begin with a dot.</summary>
    Task<IReadOnlyList<Secret>> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Adds one, or replaces the one of its name.</summary>
    Task PutAsync(Secret secret, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>Removes one; <see langword="false"/> where there is none.</summary>
    Task<bool> DeleteAsync(string name, AuditEntry audit, CancellationToken cancellationToken);

    /// <summary>The one of a name. Where there is none, one is made; of several nodes that do so at once, one wins for all.</summary>
    Task<Secret> GetOrAddAsync(Func<Secret> make, string name, CancellationToken cancellationToken);
}
