using System.Text.Json;
using System.Text.RegularExpressions;
using Keeptrusts.Policy;

namespace Keeptrusts.Host.Console.Editing;

/// <summary>A place in the JSON Schema of policy documents: everything that may stand there, whichever alternative it comes from.</summary>
internal sealed class SchemaNode
{
    private static readonly Lazy<JsonElement> Schema = new(() => JsonDocument.Parse(PolicySchema.Write()).RootElement.Clone());

    private readonly IReadOnlyList<JsonElement> _alternatives;

    private SchemaNode(IEnumerable<JsonElement> alternatives) => _alternatives = [.. alternatives.SelectMany(Spread)];

    /// <summary>A whole document.</summary>
    public static SchemaNode Root => new([Schema.Value]);

    /// <summary>The kinds of policies with what each does.</summary>
    public static IEnumerable<(string Name, string? About)> Kinds
    {
        get
        {
            const string prefix = "kind-";
            return Schema.Value.GetProperty("definitions").EnumerateObject().Where(d => d.Name.StartsWith(prefix, StringComparison.Ordinal)).Select(d => (d.Name[prefix.Length..], Text(d.Value, "description")));
        }
    }

    /// <summary>What is known about it, in a sentence.</summary>
    public string? About => _alternatives.Select(a => Text(a, "description")).FirstOrDefault(d => d is not null);

    public bool IsList => Is("array");

    public bool IsMap => Is("object");

    /// <summary>The keys that it may have, each with what stands behind.</summary>
    public IReadOnlyList<(string Name, SchemaNode Node)> Keys =>
        [.. Members("properties").SelectMany(p => p.EnumerateObject()).GroupBy(p => p.Name).Select(g => (g.Key, new SchemaNode(g.Select(p => p.Value))))];

    /// <summary>The values that it may be, as they are written.</summary>
    public IReadOnlyList<string> Values =>
    [
        .. Members("enum").SelectMany(e => e.EnumerateArray()).Concat(Members("const")).Where(v => v.ValueKind != JsonValueKind.Null).Select(v => v.ToString().ToLowerInvariant() is "true" or "false" ? v.ToString().ToLowerInvariant() : v.ToString())
            .Concat(Is("boolean") ? ["true", "false"] : []).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>What stands behind a key.</summary>
    public SchemaNode Under(string key) => new(_alternatives.SelectMany(a => Under(a, key)));

    /// <summary>What its entries are.</summary>
    public SchemaNode Item => new(Members("items").Where(i => i.ValueKind == JsonValueKind.Object));

    /// <summary>The alternatives that allow a key to have this value, or all where none speaks of it: a policy's block is of one kind.</summary>
    public SchemaNode Where(string key, string value)
    {
        var fitting = _alternatives.Where(a => a.TryGetProperty("properties", out var properties) && properties.TryGetProperty(key, out var about)
            && about.TryGetProperty("enum", out var values) && values.GetArrayLength() == 1 && values[0].ToString() == value).ToList();
        return fitting.Count > 0 ? new(fitting) : this;
    }

    private static List<JsonElement> Under(JsonElement schema, string key)
    {
        if (schema.TryGetProperty("properties", out var properties) && properties.TryGetProperty(key, out var found))
        {
            return [found];
        }

        var patterns = schema.TryGetProperty("patternProperties", out var map) ? map.EnumerateObject().Where(p => Regex.IsMatch(key, p.Name, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(50))).Select(p => p.Value).ToList() : [];
        return patterns.Count > 0 ? patterns
            : schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object ? [others] : [];
    }

    private IEnumerable<JsonElement> Members(string name) => _alternatives.Where(a => a.TryGetProperty(name, out _)).Select(a => a.GetProperty(name));

    private bool Is(string type) => _alternatives.Any(a => a.TryGetProperty("type", out var given)
        && (given.ValueKind == JsonValueKind.Array ? given.EnumerateArray().Any(t => t.ValueEquals(type)) : given.ValueEquals(type)));

    // A schema, what it refers to, and its alternatives.
    private static IEnumerable<JsonElement> Spread(JsonElement schema)
    {
        const string here = "#/definitions/";
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        IEnumerable<JsonElement> all = [schema];
        if (Text(schema, "$ref") is { } reference && reference.StartsWith(here, StringComparison.Ordinal))
        {
            all = all.Concat(Spread(Schema.Value.GetProperty("definitions").GetProperty(reference[here.Length..])));
        }

        foreach (var several in (string[])["anyOf", "oneOf", "allOf"])
        {
            all = schema.TryGetProperty(several, out var list) ? all.Concat(list.EnumerateArray().SelectMany(Spread)) : all;
        }

        return all;
    }

    private static string? Text(JsonElement schema, string name) => schema.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
