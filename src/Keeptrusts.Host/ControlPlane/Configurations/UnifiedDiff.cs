using System.Globalization;
using System.Text;

namespace Keeptrusts.Host.ControlPlane.Configurations;

/// <summary>Compares two texts in the form that <c>diff -u</c> writes and <c>patch</c> reads.</summary>
internal static class UnifiedDiff
{
    private const int Context = 3;

    /// <returns>The differences, or an empty text where there are none.</returns>
    public static string Of(string before, string after, string beforeName, string afterName)
    {
        var lines = LineDiff.Of(Lines(before), Lines(after));
        if (lines.All(line => line.Sign == ' '))
        {
            return "";
        }

        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"--- {beforeName}\n+++ {afterName}\n");
        foreach (var (start, end) in Hunks(lines))
        {
            Write(text, lines, start, end);
        }

        return text.ToString();
    }

    // Changes with so few equal lines between them that their surroundings touch stand in one hunk.
    private static IEnumerable<(int Start, int End)> Hunks(IReadOnlyList<DiffLine> lines)
    {
        var (start, end) = (-1, -1);
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Sign == ' ')
            {
                continue;
            }

            if (start >= 0 && i - Context > end)
            {
                yield return (start, end);
                start = -1;
            }

            start = start < 0 ? Math.Max(0, i - Context) : start;
            end = Math.Min(lines.Count, i + Context + 1);
        }

        if (start >= 0)
        {
            yield return (start, end);
        }
    }

    private static void Write(StringBuilder text, IReadOnlyList<DiffLine> lines, int start, int end)
    {
        var before = (First: lines.Take(start).Count(l => l.Sign != '+'), Count: lines.Skip(start).Take(end - start).Count(l => l.Sign != '+'));
        var after = (First: lines.Take(start).Count(l => l.Sign != '-'), Count: lines.Skip(start).Take(end - start).Count(l => l.Sign != '-'));
        text.Append(CultureInfo.InvariantCulture, $"@@ -{Range(before)} +{Range(after)} @@\n");
        foreach (var line in lines.Skip(start).Take(end - start))
        {
            text.Append(line.Sign).Append(line.Text).Append('\n');
        }
    }

    // An empty range stands after the line that it names.
    private static string Range((int First, int Count) range) => range switch
    {
        { Count: 1 } => (range.First + 1).ToString(CultureInfo.InvariantCulture),
        { Count: 0 } => string.Create(CultureInfo.InvariantCulture, $"{range.First},0"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{range.First + 1},{range.Count}"),
    };

    private static string[] Lines(string text)
    {
        if (text.Length == 0)
        {
            return [];
        }

        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }
}
