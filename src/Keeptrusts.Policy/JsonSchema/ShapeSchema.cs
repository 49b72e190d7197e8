using System.Globalization;
using System.Text.Json.Nodes;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.JsonSchema;

/// <summary>Shape → JSON Schema, draft-07. Single values are <c>enum</c>, and nothing is conditional: editors follow neither <c>const</c> nor <c>if</c> alike.</summary>
/// <param name="shared">Shapes that stand once, under <c>definitions</c>, and their names there.</param>
internal sealed class ShapeSchema(IReadOnlyDictionary<Shape, string> shared)
{
    private const string Type = "type";

    /// <summary>What a field holds, with its description and default.</summary>
    public JsonObject Field(Field field)
    {
        var schema = Of(field.Shape);
        if (schema.ContainsKey("$ref"))
        {
            // Draft-07 ignores what stands beside a reference.
            schema = new JsonObject { ["allOf"] = new JsonArray(schema) };
        }

        schema.Insert(0, "description", field.Description);
        if (field.Default is { } value)
        {
            schema["default"] = Default(field.Shape, value);
        }

        return schema;
    }

    /// <summary>What a value may be.</summary>
    public JsonObject Of(Shape shape) => shared.TryGetValue(shape, out var name) ? Reference(name) : Inline(shape);

    /// <summary>What a value may be, written out even where others refer to it.</summary>
    public JsonObject Inline(Shape shape) => shape switch
    {
        TextShape text => Text(text.Form),
        ChoiceShape choice => Choice(choice),
        WholeShape whole => new() { [Type] = "integer", ["minimum"] = whole.Minimum, ["maximum"] = whole.Maximum },
        NumberShape number => Number(number),
        FlagShape => new() { [Type] = "boolean" },
        ListShape list => List(list),
        OneOrManyShape many => AnyOf(Of(many.Item), List(new ListShape(many.Item, 1))),
        ChoiceOrObjectShape either => AnyOf(Of(either.Choice), Of(either.Object)),
        ListOrNamedShape either => AnyOf(Of(either.List), Of(either.Named)),
        NamedShape named => Named(named),
        ObjectShape wanted => Object(wanted),
        EitherShape either => AnyOf(
            new JsonObject { ["required"] = new JsonArray(either.Key), ["allOf"] = new JsonArray(Of(either.With)) },
            new JsonObject { ["not"] = new JsonObject { ["required"] = new JsonArray(either.Key) }, ["allOf"] = new JsonArray(Of(either.Without)) }),
        UnionShape union => Union(union),
        AnyShape => [],
        _ => throw new NotSupportedException($"{shape.GetType().Name} has no JSON Schema."),
    };

    public static JsonObject Reference(string name) => new() { ["$ref"] = "#/definitions/" + name };

    public static JsonObject AnyOf(params JsonNode?[] options) => new() { ["anyOf"] = new JsonArray(options) };

    private static JsonObject Text(TextForm form)
    {
        var schema = new JsonObject { [Type] = "string" };
        if (TextPatterns.Of(form) is { } pattern)
        {
            schema["pattern"] = pattern;
        }

        return schema;
    }

    private static JsonObject Choice(ChoiceShape choice) => new() { ["enum"] = new JsonArray([.. choice.Values.Select(v => JsonValue.Create(v))]) };

    private static JsonObject Number(NumberShape number)
    {
        var schema = new JsonObject { [Type] = "number" };
        if (number.Minimum is { } minimum)
        {
            schema["minimum"] = minimum;
        }

        schema["maximum"] = number.Maximum ?? int.MaxValue;
        return schema;
    }

    private JsonObject List(ListShape list)
    {
        var schema = new JsonObject { [Type] = "array", ["items"] = Of(list.Item) };
        if (list.Minimum > 0)
        {
            schema["minItems"] = list.Minimum;
        }

        return schema;
    }

    private JsonObject Named(NamedShape named) => new()
    {
        [Type] = "object",
        ["propertyNames"] = named.Keys is { } keys ? Choice(keys) : Text(named.KeyForm),
        ["additionalProperties"] = Of(named.Value),
    };

    private JsonObject Object(ObjectShape wanted)
    {
        var properties = new JsonObject();
        foreach (var field in wanted.Fields.Where(f => !f.Later))
        {
            properties[field.Name] = Field(field);
        }

        var schema = new JsonObject { [Type] = "object", ["properties"] = properties };
        if (wanted.Extensible)
        {
            schema["patternProperties"] = new JsonObject { ["^x-"] = new JsonObject() };
        }

        schema["additionalProperties"] = wanted.IsOpen;
        var required = wanted.Fields.Where(f => f.Required).Select(f => (JsonNode?)JsonValue.Create(f.Name)).ToArray();
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray(required);
        }

        return schema;
    }

    private JsonObject Union(UnionShape union)
    {
        var options = new[] { union.Scalar, union.List, union.Map }.OfType<Shape>().Select(s => (JsonNode?)Of(s)).ToList();
        if (union.Null)
        {
            options.Add(new JsonObject { [Type] = "null" });
        }

        return AnyOf([.. options]);
    }

    private static JsonNode Default(Shape shape, string value) => shape switch
    {
        FlagShape => JsonValue.Create(value == "true"),
        WholeShape => JsonValue.Create(int.Parse(value, CultureInfo.InvariantCulture)),
        NumberShape => JsonValue.Create(decimal.Parse(value, CultureInfo.InvariantCulture)),
        ListShape => new JsonArray([.. value.Trim('[', ']').Split(", ").Select(item => (JsonNode?)item)]),
        _ => JsonValue.Create(value),
    };
}
