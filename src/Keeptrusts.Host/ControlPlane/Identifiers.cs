using System.Security.Cryptography;

namespace Keeptrusts.Host.ControlPlane;

/// <summary>Ids that sort by the time they were made: 48 bits of milliseconds, 80 random bits, as lower-case hex.</summary>
internal static class Identifiers
{
    public static string New(string prefix, TimeProvider time)
    {
        Span<byte> random = stackalloc byte[10];
        RandomNumberGenerator.Fill(random);
        return $"{prefix}{time.GetUtcNow().ToUnixTimeMilliseconds():x12}{Convert.ToHexStringLower(random)}";
    }
}
