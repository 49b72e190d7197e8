using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>How Azure says that content was filtered: clients look for <c>content_filter</c>, and inside for what filtered it.</summary>
internal static class AzureFilter
{
    public static void Write(Utf8JsonWriter json, Refusal refusal)
    {
        json.WriteNumber("status", refusal.Status);
        json.WriteStartObject("innererror");
        json.WriteString("code", "ResponsibleAIPolicyViolation");
        json.WriteString("blocked", refusal.Code);
        json.WriteStartObject("content_filter_result");
        json.WriteStartObject(refusal.ReasonCode ?? refusal.Code);
        json.WriteBoolean("filtered", true);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
