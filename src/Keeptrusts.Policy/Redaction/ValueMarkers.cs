using System.Security.Cryptography;
using System.Text;
using Keeptrusts.Policy.Text.Folding;

namespace Keeptrusts.Policy.Redaction;

/// <summary>Markers that depend on nothing but the value.</summary>
internal static class ValueMarkers
{
    /// <summary>Most characters that <see cref="Partial"/> shows.</summary>
    public const int MostShown = 4;

    private const string FixedMask = "****";
    private const int HashLength = 12;

    public static string Mask(ReadOnlySpan<char> value, bool preserveLength) => preserveLength ? new string('*', value.Length) : FixedMask;

    /// <summary>
    /// Shows the last letters and digits: at most four, and never more than a quarter of those that the value has, so that neither separators nor
    /// invisible characters raise the share.
    /// </summary>
    public static string Partial(ReadOnlySpan<char> value)
    {
        var count = 0;
        foreach (var c in value)
        {
            count += char.IsLetterOrDigit(c) ? 1 : 0;
        }

        Span<char> shown = stackalloc char[Math.Min(MostShown, count / 4)];
        for (int at = value.Length - 1, left = shown.Length; left > 0; at--)
        {
            if (char.IsLetterOrDigit(value[at]))
            {
                shown[--left] = value[at];
            }
        }

        return string.Concat(FixedMask, shown);
    }

    /// <summary>HMAC-SHA256 over the value's folded form in UTF-8, its first 12 hexadecimal digits; 48 bits tell values apart, and say nothing without the key.</summary>
    public static string Hash(string label, ReadOnlySpan<char> value, string key)
    {
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(FoldTable.FoldText(value.ToString())));
        return $"[{label}:{Convert.ToHexStringLower(hash)[..HashLength]}]";
    }
}
