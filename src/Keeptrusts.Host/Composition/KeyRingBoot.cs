using System.Security.Cryptography;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Runtime.Protection;
using Keeptrusts.Host.Storage;

namespace Keeptrusts.Host.Composition;

/// <summary>Finds the key ring, and refuses to start where what is stored could not be read any more.</summary>
internal static class KeyRingBoot
{
    public static async Task<Outcome<KeyRing>> OpenAsync(ControlDatabase database, DataFolder folder, HostSurroundings around, CancellationToken cancellationToken)
    {
        var ring = new ProtectionKeyStore(database);
        var wrapped = await ring.AnyAsync(cancellationToken);
        if (around.Environment(MasterKey.Variable) is not { Length: > 0 } text)
        {
            return wrapped is null
                ? new KeyRing(KeyRingPlace.Of(around.Environment, folder.Location, folder.NodeId), ring, null, around.Time)
                : Unreadable($"{MasterKey.Variable} is not set, and the key ring in the database is wrapped by it; set it to what it was, or secrets and held content stay unreadable");
        }

        if (MasterKey.Of(text) is not { } master)
        {
            return Unreadable($"{MasterKey.Variable} is too short; use 32 random bytes as base64 (`openssl rand -base64 32`), or a passphrase of 16 characters or more");
        }

        try
        {
            if (wrapped is not null)
            {
                MasterKeyDecryptor.Unwrap(master, wrapped);
            }

            return new KeyRing(new(KeyRingKind.Database, null), ring, master, around.Time);
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return Unreadable($"{MasterKey.Variable} is not the key that wraps the key ring in the database; set it to what it was");
        }
    }

    private static Refusal Unreadable(string message) => new(RefusalKind.Unavailable, message);
}
