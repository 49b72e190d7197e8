namespace Keeptrusts.Host.Console.Editing;

/// <summary>
/// Where in a YAML document a cursor stands, told from lines and their indentation, so that it works while the text is unfinished and does not parse.
/// Flow lists and maps are followed within the cursor's own line.
/// </summary>
internal sealed record YamlPlace
{
    /// <summary>The way from the root: keys, and <see langword="null"/> for an entry of a list.</summary>
    public required IReadOnlyList<string?> Path { get; init; }

    /// <summary>Whether a value is being written; otherwise a key, or an entry of a list.</summary>
    public required bool IsValue { get; init; }

    /// <summary>The column, counted from 1, where what is being written begins.</summary>
    public required int From { get; init; }

    /// <summary>The keys beside the cursor, with their values where these stand on the same line.</summary>
    public required IReadOnlyDictionary<string, string> Beside { get; init; }

    /// <summary>Whether it stands within brackets or braces.</summary>
    public bool IsFlow { get; init; }

    /// <returns><see langword="null"/> where nothing can be offered, such as within a comment.</returns>
    public static YamlPlace? Find(IReadOnlyList<string> lines, int line, int column)
    {
        if (line < 1 || line > lines.Count)
        {
            return null;
        }

        var before = lines[line - 1][..Math.Clamp(column - 1, 0, lines[line - 1].Length)];
        if (YamlLine.CommentStart(before) >= 0)
        {
            return null;
        }

        var here = YamlLine.Read(before);
        var steps = new List<string?>();
        var isFlow = false;
        var (from, isValue) = (here.ContentColumn, false);
        IReadOnlyDictionary<string, string> beside = Siblings(lines, line, here.ContentColumn);
        if (here.Key is { } key)
        {
            (steps, isValue, from) = ([key], true, here.ValueColumn);
        }

        if (YamlFlow.Read(before, from) is { } flow)
        {
            steps.AddRange(flow.Path);
            (isFlow, isValue, from) = (true, flow.IsValue, flow.From);
            beside = flow.Beside;
        }

        // The dashes of the line itself, then what stands above with less indentation.
        var up = Above(lines, line, here);
        return new YamlPlace { Path = [.. up, .. here.Dashes.Select(_ => (string?)null), .. steps], IsValue = isValue, From = from + 1, Beside = beside, IsFlow = isFlow };
    }

    private static List<string?> Above(IReadOnlyList<string> lines, int line, YamlLine here)
    {
        var path = new List<string?>();
        var limit = here.Dashes.Count > 0 ? here.Dashes[0] : here.ContentColumn;
        var isEntry = here.Dashes.Count > 0;
        for (var i = line - 2; i >= 0 && (limit > 0 || isEntry); i--)
        {
            var above = YamlLine.Read(lines[i]);
            if (above.IsBlank)
            {
                continue;
            }

            // A list may stand at the same column as its key.
            if (above.Key is { } key && (above.ContentColumn < limit || (isEntry && above.ContentColumn == limit && above.Value.Length == 0)))
            {
                path.Add(key);
                (limit, isEntry) = (above.ContentColumn, false);
            }

            for (var d = above.Dashes.Count - 1; d >= 0; d--)
            {
                if (above.Dashes[d] < limit)
                {
                    path.Add(null);
                    (limit, isEntry) = (above.Dashes[d], true);
                }
            }
        }

        path.Reverse();
        return path;
    }

    private static Dictionary<string, string> Siblings(IReadOnlyList<string> lines, int line, int column)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        Collect(Enumerable.Range(0, Math.Max(0, line - 1)).Reverse(), isUp: true);
        Collect(Enumerable.Range(line, Math.Max(0, lines.Count - line)), isUp: false);
        return found;

        void Collect(IEnumerable<int> places, bool isUp)
        {
            foreach (var i in places)
            {
                var other = YamlLine.Read(lines[i]);
                if (other.IsBlank || other.ContentColumn > column)
                {
                    continue;
                }

                // Another entry of the list begins: below, it is not ours; above, its own key is the last that is.
                if (other.ContentColumn < column || (!isUp && other.Dashes.Count > 0))
                {
                    return;
                }

                if (other.Key is { } key)
                {
                    found.TryAdd(key, other.Value);
                }

                if (other.Dashes.Count > 0)
                {
                    return;
                }
            }
        }
    }
}
