namespace Keeptrusts.Policy.Detectors.CheckDigits;

/// <summary>J. Verhoeff, Error Detecting Decimal Codes (1969): multiplication in the dihedral group D5 after a permutation by place. Finds every single wrong digit and every swap.</summary>
internal static class Verhoeff
{
    private static readonly string[] Products =
        ["0123456789", "1234067895", "2340178956", "3401289567", "4012395678", "5987604321", "6598710432", "7659821043", "8765932104", "9876543210"];

    private static readonly string[] Permutations =
        ["0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258"];

    public static bool Holds(ReadOnlySpan<char> digits)
    {
        var check = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var permuted = Permutations[i % 8][digits[^(i + 1)] - '0'] - '0';
            check = Products[check][permuted] - '0';
        }

        return check == 0;
    }
}
