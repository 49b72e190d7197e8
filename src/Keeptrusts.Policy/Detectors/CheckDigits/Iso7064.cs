namespace Keeptrusts.Policy.Detectors.CheckDigits;

/// <summary>The check character systems of ISO/IEC 7064 that identifiers use. Letters are lower case.</summary>
internal static class Iso7064
{
    /// <summary>MOD 97-10 of digits and letters, a letter counting as two digits from 10 (a) to 35 (z): 1 is right.</summary>
    public static int Mod97(ReadOnlySpan<char> value)
    {
        var remainder = 0;
        foreach (var c in value)
        {
            remainder = char.IsAsciiDigit(c) ? ((remainder * 10) + c - '0') % 97 : ((remainder * 100) + c - 'a' + 10) % 97;
        }

        return remainder;
    }

    /// <summary>MOD 11,10, the hybrid system of digits alone.</summary>
    public static bool Mod11And10(ReadOnlySpan<char> digits)
    {
        var product = 10;
        foreach (var c in digits[..^1])
        {
            var sum = (product + c - '0') % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10 == digits[^1] - '0';
    }

    /// <summary>MOD 11-2, whose check character is a digit or <c>x</c>.</summary>
    public static bool Mod11And2(ReadOnlySpan<char> value)
    {
        var remainder = 0;
        foreach (var c in value[..^1])
        {
            remainder = (remainder + c - '0') * 2 % 11;
        }

        return (remainder + (value[^1] == 'x' ? 10 : value[^1] - '0')) % 11 == 1;
    }
}
