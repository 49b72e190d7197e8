namespace Keeptrusts.Host.Console.Editing;

/// <summary>The names in a policy document, told from its lines, so that they are there while the text does not parse.</summary>
internal static class DocumentNames
{
    /// <summary>The policies of the chain.</summary>
    public static IReadOnlyList<string> Chain(IReadOnlyList<string> lines)
    {
        var names = new List<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (YamlLine.Read(lines[i]) is not { Key: "chain", ContentColumn: > 0 } chain)
            {
                continue;
            }

            names.AddRange(chain.Value.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(YamlLine.Bare));
            for (i++; i < lines.Count && YamlLine.Read(lines[i]) is var entry && (entry.IsBlank || entry.Dashes.Count > 0); i++)
            {
                if (!entry.IsBlank && entry.Key is null && YamlLine.CommentStart(lines[i]) is var comment)
                {
                    names.Add(YamlLine.Bare((comment < 0 ? lines[i] : lines[i][..comment])[entry.ContentColumn..]));
                }
            }

            break;
        }

        return [.. names.Where(n => n.Length > 0)];
    }

    /// <summary>The blocks under <c>policy</c>.</summary>
    public static IReadOnlyList<string> Blocks(IReadOnlyList<string> lines)
    {
        var names = new List<string>();
        var (isInside, column) = (false, 0);
        foreach (var line in lines.Select(YamlLine.Read).Where(l => !l.IsBlank))
        {
            if (line.ContentColumn == 0)
            {
                (isInside, column) = (line.Key == "policy", 0);
            }
            else if (isInside && line.Key is { } key && (column == 0 || line.ContentColumn == column))
            {
                column = line.ContentColumn;
                names.Add(key);
            }
        }

        return names;
    }
}
