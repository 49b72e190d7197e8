namespace Keeptrusts.Policy.Detectors;

/// <summary>The digits of a value without its separators.</summary>
internal static class Digits
{
    /// <summary>Copies the ASCII digits of <paramref name="text"/>, as many as fit.</summary>
    /// <returns>The part of <paramref name="digits"/> that was filled.</returns>
    public static Span<char> Of(ReadOnlySpan<char> text, Span<char> digits)
    {
        var count = 0;
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) && count < digits.Length)
            {
                digits[count++] = c;
            }
        }

        return digits[..count];
    }
}
