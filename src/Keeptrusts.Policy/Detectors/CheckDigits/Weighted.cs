namespace Keeptrusts.Policy.Detectors.CheckDigits;

/// <summary>Sums of digits, each times a weight: what most national check digits are made of.</summary>
internal static class Weighted
{
    /// <summary>The sum over as many digits as there are weights.</summary>
    public static int Sum(ReadOnlySpan<char> digits, params ReadOnlySpan<int> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += (digits[i] - '0') * weights[i];
        }

        return sum;
    }

    /// <summary>The sum with weights that fall by one from <paramref name="first"/>, over as many digits as <paramref name="count"/> says.</summary>
    public static int Falling(ReadOnlySpan<char> digits, int first, int count)
    {
        var sum = 0;
        for (var i = 0; i < count; i++)
        {
            sum += (digits[i] - '0') * (first - i);
        }

        return sum;
    }
}
