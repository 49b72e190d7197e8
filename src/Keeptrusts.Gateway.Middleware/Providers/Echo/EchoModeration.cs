using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Providers.Echo;

/// <summary>Moderations of the built-in target: it knows nothing bad.</summary>
internal static class EchoModeration
{
    private static readonly string[] Categories =
    [
        "harassment", "harassment/threatening", "hate", "hate/threatening", "illicit", "illicit/violent", "self-harm", "self-harm/instructions",
        "self-harm/intent", "sexual", "sexual/minors", "violence", "violence/graphic",
    ];

    public static byte[] Answer(ModelRequest request, JsonElement body) => EchoJson.Write(json =>
    {
        var inputs = EchoText.Inputs(body, "input");
        json.WriteString("id", EchoText.Id("modr-echo-", string.Concat(inputs)));
        json.WriteString("model", request.Model);
        json.WriteStartArray("results");
        foreach (var _ in inputs)
        {
            Result(json);
        }

        json.WriteEndArray();
    });

    private static void Result(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteBoolean("flagged", false);
        json.WriteStartObject("categories");
        Array.ForEach(Categories, category => json.WriteBoolean(category, false));
        json.WriteEndObject();
        json.WriteStartObject("category_scores");
        Array.ForEach(Categories, category => json.WriteNumber(category, 0));
        json.WriteEndObject();
        json.WriteStartObject("category_applied_input_types");
        foreach (var category in Categories)
        {
            json.WriteStartArray(category);
            json.WriteStringValue("text");
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
