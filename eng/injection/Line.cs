using System.Text.RegularExpressions;

namespace Keeptrusts.Injection.Training;

/// <summary>A line of a data file, under its heading.</summary>
internal sealed partial record Line(string Category, string Text, int Fold)
{
    public const int Folds = 5;

    public bool HasSlots(IReadOnlyDictionary<string, string[]> slots) => Slot().Matches(Text).Any(m => slots.ContainsKey(m.Groups[1].Value));

    public static IReadOnlyList<Line> Read(string folder, string file)
    {
        var lines = new List<Line>();
        var category = "";
        foreach (var line in File.ReadAllLines(Path.Combine(folder, file)))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                category = line[3..];
            }
            else if (line.Length > 0 && !(line.StartsWith("# ", StringComparison.Ordinal) && lines.Count == 0))
            {
                lines.Add(new Line(category, line, FoldOf(line)));
            }
        }

        return lines;
    }

    /// <summary>The line's text with slots filled, line breaks written out.</summary>
    public string Fill(IReadOnlyDictionary<string, string[]> slots, SeededRandom random)
    {
        var text = Text;
        for (var depth = 0; depth < 3; depth++)
        {
            text = Slot().Replace(text, m => slots.TryGetValue(m.Groups[1].Value, out var values) ? values[random.Next(values.Length)] : m.Value);
        }

        return text.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
    }

    public static IReadOnlyDictionary<string, string[]> Slots(string folder) =>
        File.ReadAllLines(Path.Combine(folder, "slots.txt")).Where(l => l.Length > 0 && l[0] != '#')
            .Select(l => l.Split('=', 2, StringSplitOptions.TrimEntries))
            .ToDictionary(p => p[0], p => p[1].Split(" | "));

    private static int FoldOf(string line)
    {
        var hash = 17u;
        foreach (var c in line)
        {
            hash = (hash * 31) + c;
        }

        return (int)((hash ^ (hash >> 15)) % Folds);
    }

    [GeneratedRegex(@"\{([a-z]+)\}")]
    private static partial Regex Slot();
}
