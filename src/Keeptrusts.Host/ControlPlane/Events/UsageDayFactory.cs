using System.Text.Json;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.ControlPlane.Events;

/// <summary>What one event adds to the usage of its day.</summary>
internal static class UsageDayFactory
{
    public static UsageDay Of(StoredEvent row, JsonElement call)
    {
        var usage = call.TryGetProperty("usage", out var tokens) ? tokens : default;
        var latency = call.GetProperty("latency");
        var failed = call.Optional("outcome") == "failed";
        return new()
        {
            Day = new DateTimeOffset(row.Timestamp.UtcDateTime.Date, TimeSpan.Zero),
            TeamId = row.TeamId ?? "",
            KeyId = row.KeyId ?? "",
            UserId = row.UserId ?? "",
            Model = row.Model ?? "",
            Provider = row.Provider ?? "",
            Calls = 1,
            Blocked = One(row.Verdict == "block"),
            Redacted = One(row.Verdict == "redact"),
            Warned = One(row.Verdict == "warn"),
            Escalated = One(row.Verdict == "escalate"),
            Errors = One(failed),
            PromptTokens = Tokens(usage, "prompt"),
            CompletionTokens = Tokens(usage, "completion"),
            CachedTokens = Tokens(usage, "cached"),
            ReasoningTokens = Tokens(usage, "reasoning"),
            CostNano = row.CostNano,
            GatewayMicros = Micros(latency, "gateway"),
            UpstreamMicros = Micros(latency, "upstream"),
        };
    }

    private static long One(bool counts) => counts ? 1 : 0;

    private static long Tokens(JsonElement usage, string name) => usage.ValueKind == JsonValueKind.Object ? usage.Number(name) : 0;

    private static long Micros(JsonElement latency, string name) => latency.TryGetProperty(name, out var value) ? (long)(value.GetDouble() * 1000) : 0;
}
