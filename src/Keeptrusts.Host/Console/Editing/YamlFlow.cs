namespace Keeptrusts.Host.Console.Editing;

/// <summary>Where a cursor stands within the brackets and braces of its line.</summary>
/// <param name="Path">The way from the line's own key: keys, and <see langword="null"/> for an entry of a list.</param>
/// <param name="IsValue">Whether the value of a key is being written.</param>
/// <param name="From">The column, counted from 0, where what is being written begins.</param>
/// <param name="Beside">The keys that the innermost braces have already.</param>
internal sealed record YamlFlow(IReadOnlyList<string?> Path, bool IsValue, int From, IReadOnlyDictionary<string, string> Beside)
{
    /// <returns><see langword="null"/> where nothing is open.</returns>
    public static YamlFlow? Read(string before, int start)
    {
        var open = new Stack<Container>();
        var (quote, from) = ('\0', start);
        for (var i = start; i < before.Length; i++)
        {
            var c = before[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c is '[' or '{' && (open.Count > 0 || i == start))
            {
                open.Push(new(c == '['));
                from = i + 1;
            }
            else if (open.Count == 0)
            {
                return null;
            }
            else if (c is ']' or '}')
            {
                open.Peek().End(before[from..i]);
                open.Pop();
                from = i + 1;
            }
            else if (c == ',')
            {
                open.Peek().End(before[from..i]);
                from = i + 1;
            }
            else if (c == ':' && !open.Peek().IsList && (i + 1 == before.Length || before[i + 1] == ' '))
            {
                open.Peek().Key = YamlLine.Bare(before[from..i]);
                from = i + 1;
            }
        }

        if (open.Count == 0)
        {
            return null;
        }

        while (from < before.Length && before[from] == ' ')
        {
            from++;
        }

        var inner = open.Peek();
        string?[] path = [.. open.Reverse().SelectMany(c => c.IsList ? [null] : c.Key is { } key ? (string?[])[key] : [])];
        return new(path, inner.Key is not null, from, inner.Beside);
    }

    private sealed class Container(bool isList)
    {
        public bool IsList => isList;

        public string? Key { get; set; }

        public Dictionary<string, string> Beside { get; } = new(StringComparer.Ordinal);

        public void End(string text)
        {
            if (Key is { } key)
            {
                Beside.TryAdd(key, YamlLine.Bare(text));
            }

            Key = null;
        }
    }
}
