using System.Security.Cryptography;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Tokens;

/// <summary>Reads the SHA-256 of a key, by which it can be spoken of without being sent.</summary>
internal static class KeyDigest
{
    /// <returns>32 bytes; none where the text is absent.</returns>
    public static Outcome<byte[]> Read(string? hex)
    {
        if (string.IsNullOrEmpty(hex))
        {
            return Array.Empty<byte>();
        }

        // Whatever stands there instead may be the key itself, so the sentence does not repeat it.
        return hex.Length == SHA256.HashSizeInBytes * 2 && hex.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(hex)
            : new Refusal(RefusalKind.Invalid, "`sha256` must be the SHA-256 of the key in 64 hexadecimal digits, never the key itself");
    }
}
