namespace Keeptrusts.Policy.Detectors.Secrets.Tokens;

/// <summary>The formats of credentials; the embedded table <c>secret-formats.txt</c>, read on first use.</summary>
internal static class TokenTable
{
    private static readonly Lazy<IReadOnlyList<TokenEntity>> Table = new(() =>
    {
        using var stream = typeof(TokenTable).Assembly.GetManifestResourceStream("secret-formats.txt")!;
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd());
    });

    /// <summary>All entities, in the order of the table.</summary>
    public static IReadOnlyList<TokenEntity> All => Table.Value;

    /// <summary>A pattern of the table with its abbreviations written out.</summary>
    public static string Expand(string pattern) =>
        pattern.Replace("<uuid>", "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    /// <summary>Reads a table; its head says how it is written.</summary>
    /// <exception cref="FormatException">A line is none of the table's, a block lacks a field or has one twice, or a name occurs twice.</exception>
    public static IReadOnlyList<TokenEntity> Read(string text)
    {
        var entities = new List<TokenEntity>();
        Block? block = null;
        var number = 0;
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] != ' ')
            {
                block?.AddTo(entities);
                block = new Block(line);
            }
            else if (block is null || !block.Take(line))
            {
                throw new FormatException($"line {number} is wrong: `{line}`");
            }
        }

        block?.AddTo(entities);
        return entities;
    }

    private sealed class Block(string name)
    {
        private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);
        private readonly List<(string Pattern, TokenCheck Check, bool Near)> _forms = [];

        public bool Take(string line)
        {
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            if (colon < 3 || !line.StartsWith("  ", StringComparison.Ordinal) || line[2] == ' ')
            {
                return false;
            }

            var value = line[(colon + 2)..];
            switch (line[2..colon])
            {
                case "form":
                    _forms.Add((value, TokenCheck.None, false));
                    return true;
                case "form(crc62)":
                    _forms.Add((value, TokenCheck.Crc62, false));
                    return true;
                case "near":
                    _forms.Add((value, TokenCheck.None, true));
                    return true;
                case ("title" or "source" or "context" or "limits") and var key:
                    return Add(key, value);
                default:
                    return false;
            }
        }

        public void AddTo(List<TokenEntity> entities)
        {
            var (context, title, source) = (Field("context"), Field("title"), Field("source"));
            if (title is null || source is null || _forms.Count == 0 || (context is not null) != _forms.Any(f => f.Near))
            {
                throw new FormatException($"`{name}` needs a title, a source, a form, and a context exactly if a form is `near`");
            }

            if (entities.Any(e => e.Name == name))
            {
                throw new FormatException($"`{name}` occurs twice");
            }

            entities.Add(new TokenEntity(name, title, source, _forms, context, Field("limits") ?? ""));
        }

        private string? Field(string key) => _fields.TryGetValue(key, out var value) ? value : null;

        private bool Add(string key, string value)
        {
            if (_fields.ContainsKey(key))
            {
                return false;
            }

            _fields.Add(key, value);
            return true;
        }
    }
}
