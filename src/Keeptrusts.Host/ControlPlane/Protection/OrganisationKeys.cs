using System.Collections.Concurrent;
using System.Security.Cryptography;
using Keeptrusts.Host.ControlPlane.Secrets;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Protection;

/// <summary>Keys of the organisation for hashes that nobody outside may repeat: made when first asked for, kept encrypted, one for all nodes.</summary>
internal sealed class OrganisationKeys(ISecretStore store, IContentBox box, TimeProvider time)
{
    /// <summary>By it requests are recognised about which a human decides.</summary>
    public const string Escalations = ".escalation-hash";

    /// <summary>By it texts are hashed for events, where a policy asks for that.</summary>
    public const string Contents = ".content-hash";

    private const int Bytes = 32;

    private readonly ConcurrentDictionary<string, byte[]> _known = new(StringComparer.Ordinal);

    /// <param name="name">The key's name, which begins with a dot, so that no secret of a user has it.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CryptographicException">There is one, and the key ring that encrypted it is gone.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> GetAsync(string name, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(name, out var known))
        {
            return known;
        }

        var now = time.GetUtcNow();
        var stored = await store.GetOrAddAsync(
            () => new Secret { Name = name, Ciphertext = box.Protect(Purposes.OrganisationKey, RandomNumberGenerator.GetBytes(Bytes)), AllowedHosts = [], CreatedAt = now, UpdatedAt = now },
            name,
            cancellationToken);
        return _known[name] = box.Unprotect(Purposes.OrganisationKey, stored.Ciphertext)
            ?? throw new CryptographicException("The key ring that encrypted the organisation's keys is gone.");
    }
}
