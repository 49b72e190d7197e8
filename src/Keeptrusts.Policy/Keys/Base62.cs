namespace Keeptrusts.Policy.Keys;

/// <summary>Big-endian base-62 digits in ASCII order (<c>0-9A-Za-z</c>), so that texts of one length compare as numbers do.</summary>
internal static class Base62
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int Radix = 62;

    public static bool IsDigit(byte c) => c is (>= (byte)'0' and <= (byte)'9') or (>= (byte)'A' and <= (byte)'Z') or (>= (byte)'a' and <= (byte)'z');

    /// <summary>Writes <paramref name="value"/> (big-endian bytes) over all of <paramref name="digits"/>, zero-padded.</summary>
    public static void Encode(ReadOnlySpan<byte> value, Span<byte> digits)
    {
        Span<byte> rest = stackalloc byte[32];
        value.CopyTo(rest);
        rest = rest.Slice(0, value.Length);
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            var remainder = 0;
            for (var j = 0; j < rest.Length; j++)
            {
                remainder = (remainder << 8) | rest[j];
                rest[j] = (byte)(remainder / Radix);
                remainder %= Radix;
            }

            digits[i] = (byte)Digits[remainder];
        }

        rest.Clear();
    }

    public static void Encode(uint value, Span<byte> digits)
    {
        for (var i = digits.Length - 1; i >= 0; i--, value /= Radix)
        {
            digits[i] = (byte)Digits[(int)(value % Radix)];
        }
    }
}
