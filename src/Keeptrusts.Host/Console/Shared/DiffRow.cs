using Keeptrusts.Host.ControlPlane.Configurations;

namespace Keeptrusts.Host.Console.Shared;

/// <summary>A line of a side-by-side comparison; a missing side is <see langword="null"/>. Where <see cref="Skipped"/> is set, it stands for that many equal lines.</summary>
internal sealed record DiffRow(int? LeftNumber, string? Left, int? RightNumber, string? Right, bool IsEqual, int Skipped = 0)
{
    private const int Context = 3;

    /// <summary>Compares two texts; lines that were replaced stand beside one another.</summary>
    /// <param name="before">The older text.</param>
    /// <param name="after">The newer one.</param>
    /// <param name="all">Whether equal lines far from changes are shown too.</param>
    public static IReadOnlyList<DiffRow> Of(string before, string after, bool all)
    {
        var rows = new List<DiffRow>();
        var (removed, added) = (new List<string>(), new List<string>());
        var (left, right) = (0, 0);
        foreach (var line in LineDiff.Of(Lines(before), Lines(after)))
        {
            if (line.Sign == ' ')
            {
                Flush();
                rows.Add(new(++left, line.Text, ++right, line.Text, true));
            }
            else
            {
                (line.Sign == '-' ? removed : added).Add(line.Text);
            }
        }

        Flush();
        return all ? rows : Shorten(rows);

        void Flush()
        {
            for (var i = 0; i < Math.Max(removed.Count, added.Count); i++)
            {
                rows.Add(new(
                    i < removed.Count ? ++left : null, i < removed.Count ? removed[i] : null, i < added.Count ? ++right : null, i < added.Count ? added[i] : null, false));
            }

            removed.Clear();
            added.Clear();
        }
    }

    private static List<DiffRow> Shorten(List<DiffRow> rows)
    {
        var near = new bool[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            for (var j = Math.Max(0, i - Context); !rows[i].IsEqual && j <= Math.Min(rows.Count - 1, i + Context); j++)
            {
                near[j] = true;
            }
        }

        var shown = new List<DiffRow>();
        for (var i = 0; i < rows.Count;)
        {
            var end = i;
            while (end < rows.Count && !near[end])
            {
                end++;
            }

            if (end > i)
            {
                shown.Add(new(null, null, null, null, true, end - i));
                i = end;
            }
            else
            {
                shown.Add(rows[i++]);
            }
        }

        return shown;
    }

    private static string[] Lines(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }
}
