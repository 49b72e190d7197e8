using System.Globalization;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.Parsing;

/// <summary>
/// Reads a kind's schema file: the part of JSON Schema that <see cref="KindFragment"/> writes, with titles, descriptions and examples. JSON is YAML,
/// so the document's own reader reads it.
/// </summary>
internal sealed class KindFragmentReader
{
    private static readonly string[] Annotations = ["$schema", "$id", "$comment", "title", "description", "default", "examples"];

    private string? _trouble;

    /// <returns>The fields, or why the text cannot be used.</returns>
    public static (IReadOnlyList<Field>? Fields, string? Trouble) Read(string text)
    {
        var problems = new DiagnosticBag();
        var tree = YamlTreeReader.Read(new SourceText(text), problems);
        if (problems.InOrder() is [var first, ..])
        {
            return (null, $"line {first.Span.Line}: {first.Message}");
        }

        var reader = new KindFragmentReader();
        var shape = tree is MapNode root ? reader.Shape(root, "") : null;
        return shape is ObjectShape map && reader._trouble is null
            ? (map.Fields, null)
            : (null, reader._trouble ?? "it must describe an object with `properties`");
    }

    private Shape Shape(DocumentNode node, string at)
    {
        if (node is not MapNode map)
        {
            return Trouble(at, "a schema must be an object");
        }

        if (map.Has("anyOf"))
        {
            return Only(map, at, "anyOf") ? Either(map, at) : new AnyShape();
        }

        if (map.Has("enum"))
        {
            return Only(map, at, "enum") ? new ChoiceShape(map.Texts("enum"), []) : new AnyShape();
        }

        return map.Text("type") switch
        {
            "string" => Only(map, at, "type", "pattern", "format") ? Text(map, at) : new AnyShape(),
            "boolean" => Only(map, at, "type") ? Shapes.Flag : new AnyShape(),
            "integer" => Only(map, at, "type", "minimum", "maximum") ? new WholeShape(map.Whole("minimum") ?? int.MinValue, map.Whole("maximum") ?? int.MaxValue) : new AnyShape(),
            "number" => Only(map, at, "type", "minimum", "maximum") ? new NumberShape(map.Number("minimum"), map.Number("maximum")) : new AnyShape(),
            "array" => Only(map, at, "type", "items", "minItems") ? List(map, at) : new AnyShape(),
            "object" => Only(map, at, "type", "properties", "required", "additionalProperties") ? Object(map, at) : new AnyShape(),
            null when Only(map, at) => new AnyShape(),
            var other => Trouble(at, $"`type` is `{other}`, which is not supported"),
        };
    }

    private Shape Text(MapNode map, string at) => (map.Text("pattern"), map.Text("format")) switch
    {
        (null, null) => new TextShape(TextForm.Blank),
        (KindFragment.NotBlank, null) => new TextShape(),
        (KindFragment.Name, null) => new TextShape(TextForm.Name),
        (KindFragment.Variable, null) => new TextShape(TextForm.Variable),
        (null, "uri") => new TextShape(TextForm.HttpUrl),
        (null, "date") => new TextShape(TextForm.Date),
        (null, var format) => Trouble(at, $"the format `{format}` is not supported"),
        _ => Trouble(at, "a pattern of one's own is not supported"),
    };

    private Shape List(MapNode map, string at) => map.Find("items") is { } items
        ? new ListShape(Shape(items.Value, at + ".items"), map.Whole("minItems") ?? 0)
        : Trouble(at, "an array needs `items`");

    private Shape Object(MapNode map, string at)
    {
        switch (map.Find("additionalProperties")?.Value)
        {
            case MapNode value when !map.Has("properties"):
                return new NamedShape(Shape(value, at + ".additionalProperties"));
            case ScalarNode { Kind: ScalarKind.Boolean } when map.Flag("additionalProperties") == false:
                break;
            default:
                return Trouble(at, "an object needs `additionalProperties: false`, or a schema there and no `properties`");
        }

        var required = map.Texts("required");
        var fields = new List<Field>();
        foreach (var entry in map.Map("properties")?.Entries ?? [])
        {
            var description = (entry.Value as MapNode)?.Text("description") ?? "";
            fields.Add(new Field(entry.Key, Shape(entry.Value, at + "." + entry.Key), description) { Required = required.Contains(entry.Key) });
        }

        return required.FirstOrDefault(r => fields.TrueForAll(f => f.Name != r)) is { } unknown
            ? Trouble(at, $"`required` names `{unknown}`, which is no property")
            : new ObjectShape(fields);
    }

    private Shape Either(MapNode map, string at)
    {
        var items = map.List("anyOf")?.Items ?? [];
        var shapes = items.Select((item, i) => Shape(item, string.Format(CultureInfo.InvariantCulture, "{0}.anyOf[{1}]", at, i))).ToList();
        return shapes switch
        {
            [ListShape list, NamedShape named] => new ListOrNamedShape(list, named),
            [var item, ListShape] => new OneOrManyShape(item),
            _ => Trouble(at, "`anyOf` is supported for a value or a list of such values only"),
        };
    }

    private bool Only(MapNode map, string at, params string[] keywords)
    {
        var other = map.Entries.FirstOrDefault(e => !keywords.Contains(e.Key) && !Annotations.Contains(e.Key));
        if (other is not null)
        {
            Trouble(at, $"the keyword `{other.Key}` is not supported here");
        }

        return other is null;
    }

    // The first trouble is told; the rest of the file is read for nothing.
    private AnyShape Trouble(string at, string what)
    {
        _trouble ??= at.Length == 0 ? what : $"at `{at.Substring(1)}`, {what}";
        return new AnyShape();
    }
}
