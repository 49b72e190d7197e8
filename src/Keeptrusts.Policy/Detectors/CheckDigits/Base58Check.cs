using System.Security.Cryptography;

namespace Keeptrusts.Policy.Detectors.CheckDigits;

/// <summary>Bitcoin's Base58Check of 20-byte hashes: a version byte before, four bytes of a double SHA-256 after (en.bitcoin.it/wiki/Base58Check_encoding).</summary>
internal static class Base58Check
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const int Length = 25;

    /// <summary>Decodes an address; its letters have their case.</summary>
    /// <returns>The version byte, or -1 for what is no address.</returns>
    public static int Version(ReadOnlySpan<char> address)
    {
        Span<byte> bytes = stackalloc byte[Length];
        bytes.Clear();
        foreach (var c in address)
        {
            var carry = Alphabet.IndexOf(c, StringComparison.Ordinal);
            if (carry < 0)
            {
                return -1;
            }

            for (var i = Length - 1; i >= 0; i--)
            {
                carry += bytes[i] * 58;
                bytes[i] = (byte)carry;
                carry >>= 8;
            }

            if (carry != 0)
            {
                return -1;
            }
        }

        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes[..^4], hash);
        SHA256.HashData(hash, hash);

        // A zero byte at the front is a 1 at the front, neither more nor fewer.
        return LeadingOnes(address) == LeadingZeros(bytes) && hash[..4].SequenceEqual(bytes[^4..]) ? bytes[0] : -1;
    }

    private static int LeadingOnes(ReadOnlySpan<char> address) => address.Length - address.TrimStart('1').Length;

    private static int LeadingZeros(ReadOnlySpan<byte> bytes) => bytes.Length - bytes.TrimStart((byte)0).Length;
}
