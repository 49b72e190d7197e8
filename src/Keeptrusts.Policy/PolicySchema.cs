using System.Text.Encodings.Web;
using System.Text.Json;
using Keeptrusts.Policy.JsonSchema;
using Keeptrusts.Policy.Kinds;

namespace Keeptrusts.Policy;

/// <summary>The JSON Schema of policy documents, for editors and other tools.</summary>
public static class PolicySchema
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes <c>policy-config.schema.json</c> (draft-07): the structure by which <see cref="PolicyEngine"/> judges documents, kinds included.</summary>
    /// <returns>Indented JSON with a line end; the same text for the same kinds.</returns>
    public static string Write() => DocumentSchema.Of(KindSet.BuiltIn.Schemas).ToJsonString(Readable) + "\n";
}
