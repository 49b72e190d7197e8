using System.Globalization;

namespace Keeptrusts.Host.Console.Shared;

/// <summary>The axes of a chart: round values from nothing to above the largest, and a few labels of the horizontal one.</summary>
internal sealed class ChartScale
{
    private const double Nothing = 1e-9;
    private const int MostLabels = 6;

    private static readonly double[] Rounds = [1, 2, 2.5, 5, 10];

    private ChartScale(double top, IReadOnlyList<double> ticks) => (Top, Ticks) = (top, ticks);

    /// <summary>The value at the upper end.</summary>
    public double Top { get; }

    /// <summary>The values that have a line, from 0 up.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Whether no value is above nothing.</summary>
    public bool IsEmpty => Ticks.Count == 1;

    /// <param name="largest">The largest value, or the largest stack.</param>
    /// <param name="isWhole">Whether there are only whole numbers, as of calls.</param>
    public static ChartScale Of(double largest, bool isWhole)
    {
        if (largest <= Nothing)
        {
            return new(1, [0]);
        }

        var rough = largest / 3;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        var step = Rounds.Select(round => round * power).First(round => round >= rough * 0.999999);
        step = isWhole ? Math.Max(1, Math.Ceiling(step)) : step;
        var count = (int)Math.Ceiling((largest / step) - 1e-6);
        return new(step * count, [.. Enumerable.Range(0, count + 1).Select(i => i * step)]);
    }

    /// <summary>Which labels stand under a chart: the last, and at even distances some before it.</summary>
    public static IReadOnlyList<int> Shown(int count)
    {
        var step = Math.Max(1, (int)Math.Ceiling(count / (double)MostLabels));
        return [.. Enumerable.Range(0, count).Where(i => (count - 1 - i) % step == 0)];
    }

    /// <summary>A day as people write it, <c>27 Nov</c>; other labels as they are.</summary>
    public static string Short(string label) =>
        DateOnly.TryParseExact(label, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day.ToString("d MMM", CultureInfo.InvariantCulture) : label;
}
