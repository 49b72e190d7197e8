using System.Text.Json.Nodes;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Documents;
using Keeptrusts.Policy.Schema;

namespace Keeptrusts.Policy.JsonSchema;

/// <summary>The block of one kind: its fields, and which of them must be there.</summary>
internal static class KindDefinition
{
    public static JsonObject Of(KindSchema kind, ShapeSchema shapes)
    {
        var schema = shapes.Inline(kind.Block);
        schema.Insert(0, "description", kind.Description);
        ((JsonObject)schema["properties"]!)["kind"]!["enum"] = new JsonArray(kind.Name);
        var conditions = new JsonArray();
        if (kind.Actions.Count > 0)
        {
            conditions.Add((JsonNode?)ShapeSchema.AnyOf([Needs("action"), .. kind.Fields.Select(f => InsteadOfAction(kind, f)).OfType<JsonNode>()]));
        }

        if (kind.AnyOf.Count > 0)
        {
            conditions.Add((JsonNode?)ShapeSchema.AnyOf([.. kind.AnyOf.Select(Needs)]));
        }

        if (conditions.Count > 0)
        {
            schema["allOf"] = conditions;
        }

        return schema;
    }

    /// <summary>Which type of a field's value makes <c>action</c> needless: the kind is asked about a block with nothing else in it.</summary>
    private static JsonObject? InsteadOfAction(KindSchema kind, Field field)
    {
        (DocumentNode Value, string Type)[] samples = [(new MapNode(default, []), "object"), (new ListNode(default, []), "array"), (new ScalarNode(default, "a", ScalarKind.String), "string")];
        foreach (var (value, type) in samples)
        {
            if (kind.ActionGiven(new MapNode(default, [new MapEntry(field.Name, default(SourceSpan), value)])))
            {
                return new JsonObject
                {
                    ["required"] = new JsonArray(field.Name),
                    ["properties"] = new JsonObject { [field.Name] = new JsonObject { ["type"] = type } },
                };
            }
        }

        return null;
    }

    private static JsonNode Needs(string field) => new JsonObject { ["required"] = new JsonArray(field) };
}
