using System.Text;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Host.ControlPlane.Events;

/// <summary>Turns a journal's event into a row: its bytes as they are, because the hash chain is over them, and what people filter by.</summary>
internal static class ShippedEventFactory
{
    /// <exception cref="JsonException">The bytes are no event.</exception>
    public static ShippedEvent Of(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var call = document.RootElement;
        var seal = EventSeal.Read(json.Span) ?? throw new JsonException("The event has no place in a chain.");
        var timestamp = call.GetProperty("timestamp").GetDateTimeOffset();
        var row = new StoredEvent
        {
            Id = call.Required("id"),
            RequestId = call.Required("request_id"),
            EventType = call.Required("event_type"),
            Timestamp = timestamp,
            Gateway = call.Required("gateway"),
            Chain = seal.Chain,
            Position = seal.Sequence,
            ExpiresAt = call.TryGetProperty("retention_days", out var days) ? timestamp.AddDays(days.GetInt32()) : null,
            TeamId = call.Optional("team"),
            KeyId = call.Optional("key_id"),
            KeyName = call.Optional("key_name"),
            UserId = call.Optional("user"),
            Model = call.Optional("model"),
            Provider = call.Optional("provider"),
            Verdict = call.Required("verdict"),
            ReasonCode = call.Required("reason_code"),
            Status = call.GetProperty("status").GetInt32(),
            CostNano = NanoDollars.FromDollars(call.GetProperty("cost_usd").GetDecimal()),
            Fired = Fired(call.GetProperty("policy_results")),
            Json = Encoding.UTF8.GetString(json.Span),
        };
        return new(row, row.KeyId is null ? null : UsageDayFactory.Of(row, call));
    }

    private static string Fired(JsonElement results)
    {
        StringBuilder? fired = null;
        foreach (var result in results.EnumerateArray())
        {
            if (result.GetProperty("verdict").ValueEquals("allow"u8) || result.IsSet("shadow") || result.IsSet("skipped"))
            {
                continue;
            }

            var name = result.Required("name");
            if (fired is null || !fired.ToString().Contains($"|{name}|", StringComparison.Ordinal))
            {
                (fired ??= new("|")).Append(name).Append('|');
            }
        }

        return fired?.ToString() ?? "";
    }
}
