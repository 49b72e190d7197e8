using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Keeptrusts.Host.Runtime.Protection;

/// <summary>Data Protection over the ring of this installation, which other nodes may add keys to.</summary>
internal sealed class RingProtector(KeyRing ring, IReadOnlyList<string> purposes) : IDataProtector
{
    public IDataProtector CreateProtector(string purpose) => new RingProtector(ring, [.. purposes, purpose]);

    public byte[] Protect(byte[] plaintext) => ring.Open().Now.CreateProtector(purposes).Protect(plaintext);

    public byte[] Unprotect(byte[] protectedData)
    {
        var (now, newer) = ring.Open();
        try
        {
            return now.CreateProtector(purposes).Unprotect(protectedData);
        }
        catch (CryptographicException) when (newer() is { } fresh)
        {
            return fresh.CreateProtector(purposes).Unprotect(protectedData);
        }
    }
}
