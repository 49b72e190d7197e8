using System.Text.Json.Nodes;

namespace Keeptrusts.Gateway.Middleware.Tests.Surfaces.Schema;

/// <summary>
/// Walks a schema and makes one document for every place where a string may stand, on every branch: that string is marked, everything else is only
/// what has to be there.
/// </summary>
internal sealed class SchemaWalk
{
    public const string Mark = "marked.value@example.com";

    private const int MostDepth = 26;
    private static readonly JsonNode Document = Read();
    private readonly Dictionary<string, List<string>> _found = [];
    private readonly List<string> _refs = [];

    /// <summary>The documents by the path of their marked string.</summary>
    /// <param name="route">Such as <c>chat</c>.</param>
    /// <param name="side"><c>request</c>, <c>answer</c> or <c>event</c>.</param>
    public static IReadOnlyDictionary<string, List<string>> Of(string route, string side)
    {
        var walk = new SchemaWalk();
        walk.Visit(Document["routes"]![route]![side]!, "", json => json, 0);
        return walk._found;
    }

    private static JsonNode Read()
    {
        using var stream = typeof(SchemaWalk).Assembly.GetManifestResourceStream("openai-schema.json")!;
        return JsonNode.Parse(stream)!;
    }

    private void Visit(JsonNode schema, string path, Func<string, string> wrap, int depth)
    {
        if (depth > MostDepth)
        {
            return;
        }

        if ((string?)schema["$ref"] is { } name)
        {
            // A schema inside itself says nothing new.
            if (_refs.Count(other => other == name) < 2)
            {
                _refs.Add(name);
                Visit(Document["schemas"]![name]!, path, wrap, depth + 1);
                _refs.RemoveAt(_refs.Count - 1);
            }

            return;
        }

        foreach (var branch in Branches(schema))
        {
            Visit(branch!, path, wrap, depth + 1);
        }

        var type = schema["type"] is JsonArray types ? string.Join(',', types.Select(t => (string?)t)) : (string?)schema["type"] ?? (schema["properties"] is null ? "" : "object");
        if (type.Contains("string", StringComparison.Ordinal) && !(path.EndsWith("type", StringComparison.Ordinal) && schema["enum"] is JsonArray { Count: 1 }))
        {
            Found(path, wrap('"' + Mark + '"'));
        }

        if (type.Contains("array", StringComparison.Ordinal) && schema["items"] is { } items)
        {
            Visit(items, path + "[]", json => wrap($"[{json}]"), depth + 1);
        }

        if (type.Contains("object", StringComparison.Ordinal))
        {
            Members(schema, path, wrap, depth);
        }
    }

    private void Members(JsonNode schema, string path, Func<string, string> wrap, int depth)
    {
        var properties = schema["properties"]?.AsObject();
        foreach (var (name, value) in properties ?? [])
        {
            var needed = string.Concat(properties!.Where(other => other.Key != name).Select(other => Needed(schema, other.Key, other.Value!)));
            var listed = path.EndsWith("category_applied_input_types", StringComparison.Ordinal) ? "*" : name;
            Visit(value!, path.Length == 0 ? name : $"{path}.{listed}", json => wrap($"{{{needed}\"{name}\":{json}}}"), depth + 1);
        }

        if (schema["additionalProperties"] is { } more)
        {
            Visit(more, path + ".*", json => wrap($"{{\"type\":{json}}}"), depth + 1);
        }
        else if (properties is null)
        {
            Found(path + ".*", wrap($"{{\"type\":\"{Mark}\"}}"));
        }
    }

    // What tells one branch from another, and the indices by which events say what they are about.
    private static string Needed(JsonNode schema, string name, JsonNode value)
    {
        var resolved = (string?)value["$ref"] is { } reference ? Document["schemas"]![reference]! : value;
        var first = (string?)(resolved["enum"] as JsonArray)?[0];
        return name.EndsWith("_index", StringComparison.Ordinal) || name is "index" or "sequence_number" ? $"\"{name}\":0,"
            : first is not null && (name is "type" or "role" || (schema["required"] as JsonArray)?.Any(r => (string?)r == name) == true) ? $"\"{name}\":\"{first}\","
            : "";
    }

    private static IEnumerable<JsonNode?> Branches(JsonNode schema) =>
        ((IEnumerable<JsonNode?>?)(schema["anyOf"] as JsonArray) ?? []).Concat((IEnumerable<JsonNode?>?)(schema["oneOf"] as JsonArray) ?? []).Concat((IEnumerable<JsonNode?>?)(schema["allOf"] as JsonArray) ?? []);

    private void Found(string path, string document)
    {
        if (!_found.TryGetValue(path, out var documents))
        {
            _found[path] = documents = [];
        }

        documents.Add(document);
    }
}
