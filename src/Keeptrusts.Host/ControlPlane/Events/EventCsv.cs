using System.Globalization;
using System.Text.Json;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Host.ControlPlane.Events;

/// <summary>Events as lines of a table. What was said is never in it.</summary>
internal static class EventCsv
{
    public static readonly string[] Columns =
    [
        "time", "id", "request_id", "type", "team", "key_id", "key", "user", "model", "provider", "gateway", "verdict", "reason_code", "policies", "outcome", "status",
        "prompt_tokens", "completion_tokens", "cost_usd", "total_ms", "gateway_ms", "upstream_ms",
    ];

    public static string?[] Row(StoredEvent e)
    {
        using var document = JsonDocument.Parse(e.Json);
        var call = document.RootElement;
        var usage = call.TryGetProperty("usage", out var tokens) ? tokens : default;
        var latency = call.TryGetProperty("latency", out var times) ? times : default;
        return
        [
            e.Timestamp.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture), e.Id, e.RequestId, e.EventType, e.TeamId, e.KeyId, e.KeyName, e.UserId, e.Model, e.Provider,
            e.Gateway, e.Verdict, e.ReasonCode, e.Fired.Trim('|').Replace('|', ' '), call.Optional("outcome"), e.Status.ToString(CultureInfo.InvariantCulture),
            Number(usage, "prompt"), Number(usage, "completion"), NanoDollars.ToDollars(e.CostNano).ToString(CultureInfo.InvariantCulture),
            Number(latency, "total"), Number(latency, "gateway"), Number(latency, "upstream"),
        ];
    }

    private static string? Number(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetRawText() : null;
}
