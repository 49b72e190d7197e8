using System.Text;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Host.Runtime;

/// <summary>Turns a journal's event into a row: its bytes as they are, because the hash chain is over them, and what people filter by.</summary>
internal static class StoredEventFactory
{
    /// <exception cref="JsonException">The bytes are no event.</exception>
    public static StoredEvent Of(string journal, JournalPosition position, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var call = document.RootElement;
        return new()
        {
            Id = Required(call, "id"),
            RequestId = Required(call, "request_id"),
            EventType = Required(call, "event_type"),
            Timestamp = call.GetProperty("timestamp").GetDateTimeOffset(),
            Gateway = Required(call, "gateway"),
            Journal = journal,
            Position = (position.Segment << 32) + position.Offset,
            TeamId = Optional(call, "team"),
            KeyId = Optional(call, "key_id"),
            KeyName = Optional(call, "key_name"),
            UserId = Optional(call, "user"),
            Model = Optional(call, "model"),
            Provider = Optional(call, "provider"),
            Verdict = Required(call, "verdict"),
            ReasonCode = Required(call, "reason_code"),
            Status = call.GetProperty("status").GetInt32(),
            CostNano = NanoDollars.FromDollars(call.GetProperty("cost_usd").GetDecimal()),
            Fired = Fired(call.GetProperty("policy_results")),
            Json = Encoding.UTF8.GetString(json.Span),
        };
    }

    private static string Required(JsonElement call, string name) =>
        call.GetProperty(name).GetString() ?? throw new JsonException($"The event has no {name}.");

    private static string? Optional(JsonElement call, string name) => call.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static string Fired(JsonElement results)
    {
        StringBuilder? fired = null;
        foreach (var result in results.EnumerateArray())
        {
            if (result.GetProperty("verdict").ValueEquals("allow"u8) || IsSet(result, "shadow") || IsSet(result, "skipped"))
            {
                continue;
            }

            var name = Required(result, "name");
            if (fired is null || !fired.ToString().Contains($"|{name}|", StringComparison.Ordinal))
            {
                (fired ??= new("|")).Append(name).Append('|');
            }
        }

        return fired?.ToString() ?? "";
    }

    private static bool IsSet(JsonElement result, string name) => result.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;
}
