namespace Keeptrusts.Policy.Detectors.CheckDigits;

/// <summary>ISO/IEC 7812-1 annex B: every second digit from the right counts double. Accepts one number in ten.</summary>
internal static class Luhn
{
    public static bool Holds(ReadOnlySpan<char> digits) => Sum(digits) % 10 == 0;

    /// <summary>The sum over digits of which the last is the check digit.</summary>
    public static int Sum(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            sum += i % 2 == 0 ? digit : digit > 4 ? (2 * digit) - 9 : 2 * digit;
        }

        return sum;
    }
}
