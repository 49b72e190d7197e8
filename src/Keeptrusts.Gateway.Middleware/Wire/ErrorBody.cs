using System.Buffers;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>Writes a refusal in the shape of errors that the caller's client knows.</summary>
internal static class ErrorBody
{
    /// <summary>A refusal in place of an answer.</summary>
    public static byte[] Write(Refusal refusal, InboundCall call) => Write(refusal, call.RequestId, call.ErrorShape);

    /// <summary>A refusal in place of an answer.</summary>
    public static byte[] Write(Refusal refusal, string requestId, ErrorShape shape)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (shape == ErrorShape.Anthropic)
            {
                json.WriteString("type", "error");
            }

            json.WriteStartObject("error");
            json.WriteString("message", refusal.Message);
            json.WriteString("type", shape == ErrorShape.Anthropic ? AnthropicErrors.Type(refusal) : refusal.Type);
            json.WriteString("param", refusal.Param);
            var filtered = shape == ErrorShape.Azure && refusal.Code is "input_blocked" or "output_blocked";
            json.WriteString("code", filtered ? "content_filter" : refusal.Code);
            if (filtered)
            {
                AzureFilter.Write(json, refusal);
            }

            if (refusal.Policy is not null)
            {
                json.WriteString("policy", refusal.Policy);
            }

            if (refusal.ReasonCode is not null)
            {
                json.WriteString("reason_code", refusal.ReasonCode);
            }

            if (refusal.EscalationId is not null)
            {
                json.WriteString("escalation_id", refusal.EscalationId);
            }

            if (refusal.EscalationStatus is not null)
            {
                json.WriteString("escalation_status", refusal.EscalationStatus);
            }

            if (refusal.Budget is { } budget)
            {
                WriteBudget(json, budget);
            }

            json.WriteString("request_id", requestId);
            json.WriteEndObject();
            if (shape == ErrorShape.Anthropic)
            {
                json.WriteString("request_id", requestId);
            }

            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteBudget(Utf8JsonWriter json, BudgetFacts budget)
    {
        json.WriteStartObject("budget");
        json.WriteString("scope", budget.Scope);
        json.WriteString("id", budget.Id);
        json.WriteString("window", budget.Window);
        json.WriteNumber("hard_cap_usd", budget.HardCapUsd);
        json.WriteNumber("spent_usd", budget.SpentUsd);
        json.WriteNumber("reserved_usd", budget.ReservedUsd);
        if (budget.ResetsAt is { } resetsAt)
        {
            json.WriteString("resets_at", resetsAt);
        }
        else
        {
            json.WriteNull("resets_at");
        }

        json.WriteEndObject();
    }
}
