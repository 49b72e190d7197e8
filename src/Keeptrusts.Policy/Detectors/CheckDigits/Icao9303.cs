namespace Keeptrusts.Policy.Detectors.CheckDigits;

/// <summary>The check digit of machine readable travel documents: weights 7, 3, 1, letters from 10, fillers 0 (ICAO Doc 9303 part 3, 4.9).</summary>
internal static class Icao9303
{
    /// <summary>The sum over a field, for fields that are checked together: <paramref name="start"/> is the number of characters before it.</summary>
    public static int Sum(ReadOnlySpan<char> field, int start = 0)
    {
        var sum = 0;
        for (var i = 0; i < field.Length; i++)
        {
            var value = field[i] switch { '<' => 0, <= '9' => field[i] - '0', _ => field[i] - 'a' + 10 };
            sum += value * ((start + i) % 3) switch { 0 => 7, 1 => 3, _ => 1 };
        }

        return sum;
    }

    /// <summary>Whether a field's check digit is right; a filler stands for 0.</summary>
    public static bool Holds(ReadOnlySpan<char> field, char check) => Sum(field) % 10 == (check == '<' ? 0 : check - '0');
}
