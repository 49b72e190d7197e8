namespace Keeptrusts.Policy.Keys;

/// <summary>The bytes of a key: prefix (6), 32 random bytes as 43 base-62 digits, CRC-32 of all before as 6 digits.</summary>
internal static class KeyFormat
{
    public const int PrefixLength = 6;
    public const int RandomBytes = 32;
    public const int ChecksumStart = PrefixLength + 43;
    public const int Length = ChecksumStart + 6;

    private static readonly byte[] GatewayPrefix = "kt_gk_"u8.ToArray();
    private static readonly byte[] ControlPrefix = "kt_ak_"u8.ToArray();
    private static readonly byte[] Highest = HighestDigits();

    public static ReadOnlySpan<byte> Prefix(KeyKind kind) => kind == KeyKind.Gateway ? GatewayPrefix : ControlPrefix;

    public static void Write(KeyKind kind, ReadOnlySpan<byte> random, Span<byte> key)
    {
        Prefix(kind).CopyTo(key);
        Base62.Encode(random, key.Slice(PrefixLength, ChecksumStart - PrefixLength));
        Base62.Encode(Crc32.Compute(key.Slice(0, ChecksumStart)), key.Slice(ChecksumStart, Length - ChecksumStart));
    }

    /// <summary>Prefix, length, alphabet, range below 2^256, checksum.</summary>
    public static bool IsValid(ReadOnlySpan<byte> key, out KeyKind kind)
    {
        kind = KeyKind.Gateway;
        if (key.Length != Length)
        {
            return false;
        }

        if (key.StartsWith(ControlPrefix))
        {
            kind = KeyKind.Control;
        }
        else if (!key.StartsWith(GatewayPrefix))
        {
            return false;
        }

        for (var i = PrefixLength; i < Length; i++)
        {
            if (!Base62.IsDigit(key[i]))
            {
                return false;
            }
        }

        // 62^43 is a little more than 2^256; equal lengths in ASCII order compare as numbers.
        if (key.Slice(PrefixLength, ChecksumStart - PrefixLength).SequenceCompareTo(Highest) > 0)
        {
            return false;
        }

        Span<byte> checksum = stackalloc byte[Length - ChecksumStart];
        Base62.Encode(Crc32.Compute(key.Slice(0, ChecksumStart)), checksum);
        return key.Slice(ChecksumStart).SequenceEqual(checksum);
    }

    private static byte[] HighestDigits()
    {
        var value = new byte[RandomBytes];
        value.AsSpan().Fill(byte.MaxValue);
        var digits = new byte[ChecksumStart - PrefixLength];
        Base62.Encode(value, digits);
        return digits;
    }
}
