namespace Keeptrusts.Policy.Detectors.CheckDigits;

/// <summary>Dates inside numbers.</summary>
internal static class CalendarDate
{
    public static bool Exists(int year, int month, int day) =>
        year is >= 1800 and <= 2199 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    /// <summary>Whether a date with a year of two digits exists in the 20th or the 21st century.</summary>
    public static bool ExistsIn(int shortYear, int month, int day) => Exists(1900 + shortYear, month, day) || Exists(2000 + shortYear, month, day);

    /// <summary>The value of a few digits.</summary>
    public static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var c in digits)
        {
            number = (number * 10) + c - '0';
        }

        return number;
    }
}
