using System.Text.Json.Nodes;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.JsonSchema;

/// <summary>The JSON Schema of <c>policy-config.yaml</c>, made from the shapes by which documents are checked.</summary>
internal static class DocumentSchema
{
    private const string Draft = "http://json-schema.org/draft-07/schema#";

    public static JsonObject Of(KindSchemas kinds)
    {
        // 1. What occurs often stands once.
        var shared = new Dictionary<Shape, string>(ReferenceEqualityComparer.Instance)
        {
            [BlockFields.When] = "selector",
            [BlockFields.Except] = "exception",
            [TestingShape.Suite] = "test-suite",
            [TestingShape.Case] = "test-case",
        };
        var shapes = new ShapeSchema(shared);
        var definitions = new JsonObject();
        foreach (var (shape, name) in shared)
        {
            definitions[name] = shapes.Inline(shape);
        }

        // 2. A definition for each kind.
        foreach (var kind in kinds.Available)
        {
            definitions["kind-" + kind.Name] = KindDefinition.Of(kind, shapes);
        }

        // 3. The document, with its blocks by kind.
        var root = shapes.Inline(DocumentShape.Root);
        var properties = (JsonObject)root["properties"]!;
        properties["policy"] = Blocks(kinds, DocumentShape.Root.Find("policy")!.Description);
        ((JsonObject)properties["schema"]!)["maximum"] = DocumentShape.NewestSchema;
        root.Insert(0, "$schema", Draft);
        root.Insert(1, "title", "Keeptrusts policy document");
        root["definitions"] = definitions;
        return root;
    }

    // A block with the name of a kind is of that kind; any other says which it is of.
    private static JsonObject Blocks(KindSchemas kinds, string description)
    {
        var named = new JsonObject();
        foreach (var kind in kinds.Available)
        {
            var block = ShapeSchema.Reference("kind-" + kind.Name);
            named[kind.Name] = kind.NeedsBlock ? block : ShapeSchema.AnyOf(block, new JsonObject { ["type"] = "null" });
        }

        return new JsonObject
        {
            ["description"] = description,
            ["type"] = "object",
            ["propertyNames"] = new JsonObject { ["pattern"] = TextPatterns.Of(TextForm.Any) },
            ["properties"] = named,
            ["additionalProperties"] = new JsonObject
            {
                ["type"] = "object",
                ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["enum"] = new JsonArray([.. kinds.Available.Select(k => JsonValue.Create(k.Name))]) } },
                ["required"] = new JsonArray("kind"),
                ["anyOf"] = new JsonArray([.. kinds.Available.Select(k => ShapeSchema.Reference("kind-" + k.Name))]),
            },
        };
    }
}
