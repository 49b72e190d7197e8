using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keeptrusts.Host.Console.Shared;

/// <summary>JSON with lines and indents, for people; what is no JSON stays as it is.</summary>
internal static class PrettyJson
{
    // It goes through UserText into an encoded page, never into HTML as it is.
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(string? json)
    {
        try
        {
            return json is null ? "" : JsonNode.Parse(json)?.ToJsonString(Indented) ?? "null";
        }
        catch (JsonException)
        {
            return json!;
        }
    }
}
