using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Api;

/// <summary>JSON schemas of what goes over the wire, taken from the very types that are serialised; each object stands once among the components.</summary>
internal sealed class OpenApiSchemas
{
    // With reflection, since not every nested type is listed in the generated context.
    private static readonly JsonSerializerOptions Options = new(ControlJson.Default.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() };

    public JsonObject Components { get; } = [];

    /// <summary>A reference to a type's schema, which is added once.</summary>
    public JsonNode Of(Type type)
    {
        var name = Name(type);
        if (!Components.ContainsKey(name))
        {
            Components[name] = null;
            Components[name] = Options.GetJsonSchemaAsNode(type, new()
            {
                TreatNullObliviousAsNonNullable = true,
                TransformSchemaNode = (context, node) =>
                    !context.Path.IsEmpty && IsOurs(context.TypeInfo) ? Of(context.TypeInfo.Type)
                    : node.GetValueKind() == JsonValueKind.True ? new JsonObject() // anything; many readers know no `true` as a schema
                    : node,
            });
        }

        return new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private static bool IsOurs(JsonTypeInfo type) => type.Kind == JsonTypeInfoKind.Object && type.Type.Namespace?.StartsWith("Keeptrusts", StringComparison.Ordinal) == true;

    private static string Name(Type type) => type.IsGenericType
        ? string.Concat(type.GetGenericArguments().Select(Name)) + type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]
        : type.Name;
}
