using System.Text;
using System.Text.Json;
using Keeptrusts.Host.Records;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Host.ControlPlane.Events;

/// <summary>
/// Goes over an event's bytes once and picks what its row and the usage of its day need. Every call's event passes here, so no tree of it is built.
/// Where a name stands twice, the last one counts.
/// </summary>
internal ref struct ShippedEventReader
{
    private Utf8JsonReader _json;
    private string? _id;
    private string? _requestId;
    private string? _type;
    private string? _gateway;
    private string? _chain;
    private long? _sequence;
    private string? _team;
    private string? _keyId;
    private string? _keyName;
    private string? _user;
    private string? _model;
    private string? _provider;
    private string? _verdict;
    private string? _reason;
    private string? _outcome;
    private string _fired;
    private DateTimeOffset? _timestamp;
    private int? _status;
    private int? _retentionDays;
    private decimal? _cost;
    private long _prompt;
    private long _completion;
    private long _cached;
    private long _reasoning;
    private double _gatewayMs;
    private double _upstreamMs;

    /// <exception cref="JsonException">The bytes are no event.</exception>
    /// <exception cref="InvalidOperationException">A member has another type than events have.</exception>
    /// <exception cref="FormatException">A number or time is out of range.</exception>
    public static ShippedEvent Read(ReadOnlySpan<byte> json)
    {
        var reader = new ShippedEventReader { _json = new(json), _fired = "" };
        reader.ReadMembers();
        return reader.Event(json);
    }

    private void ReadMembers()
    {
        Expect(JsonTokenType.StartObject);
        while (NextMember())
        {
            // Compared in the order in which events have them; a name of another length costs nothing.
            var name = _json.ValueSpan;
            _ = name switch
            {
                _ when name.SequenceEqual("id"u8) => Text(ref _id),
                _ when name.SequenceEqual("event_type"u8) => Text(ref _type),
                _ when name.SequenceEqual("timestamp"u8) => Time(),
                _ when name.SequenceEqual("request_id"u8) => Text(ref _requestId),
                _ when name.SequenceEqual("status"u8) => Number(ref _status),
                _ when name.SequenceEqual("verdict"u8) => Text(ref _verdict),
                _ when name.SequenceEqual("reason_code"u8) => Text(ref _reason),
                _ when name.SequenceEqual("outcome"u8) => Text(ref _outcome),
                _ when name.SequenceEqual("policy_results"u8) => Policies(),
                _ when name.SequenceEqual("gateway"u8) => Text(ref _gateway),
                _ when name.SequenceEqual("team"u8) => Text(ref _team),
                _ when name.SequenceEqual("key_id"u8) => Text(ref _keyId),
                _ when name.SequenceEqual("key_name"u8) => Text(ref _keyName),
                _ when name.SequenceEqual("user"u8) => Text(ref _user),
                _ when name.SequenceEqual("model"u8) => Text(ref _model),
                _ when name.SequenceEqual("provider"u8) => Text(ref _provider),
                _ when name.SequenceEqual("usage"u8) => Usage(),
                _ when name.SequenceEqual("cost_usd"u8) => Cost(),
                _ when name.SequenceEqual("latency"u8) => Latency(),
                _ when name.SequenceEqual("retention_days"u8) => Number(ref _retentionDays),
                _ when name.SequenceEqual("chain"u8) => Text(ref _chain),
                _ when name.SequenceEqual("seq"u8) => Sequence(),
                _ => Skip(),
            };
        }

        _json.Read(); // Throws where something follows.
    }

    private readonly ShippedEvent Event(ReadOnlySpan<byte> json)
    {
        var timestamp = _timestamp ?? throw Missing("timestamp");
        var row = new StoredEvent
        {
            Id = _id ?? throw Missing("id"),
            RequestId = _requestId ?? throw Missing("request_id"),
            EventType = _type ?? throw Missing("event_type"),
            Timestamp = timestamp,
            Gateway = _gateway ?? throw Missing("gateway"),
            Chain = _chain ?? throw Missing("chain"),
            Position = _sequence ?? throw Missing("seq"),
            ExpiresAt = _retentionDays is { } days ? timestamp.AddDays(days) : null,
            TeamId = _team,
            KeyId = _keyId,
            KeyName = _keyName,
            UserId = _user,
            Model = _model,
            Provider = _provider,
            Verdict = _verdict ?? throw Missing("verdict"),
            ReasonCode = _reason ?? throw Missing("reason_code"),
            Outcome = _outcome ?? "",
            Status = _status ?? throw Missing("status"),
            CostNano = NanoDollars.FromDollars(_cost ?? throw Missing("cost_usd")),
            Fired = _fired,
            Json = Encoding.UTF8.GetString(json),
        };
        return new(row, row.KeyId is null ? null : Day(row));
    }

    private readonly UsageDay Day(StoredEvent row) => new()
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
        Errors = One(_outcome == "failed"),
        PromptTokens = _prompt,
        CompletionTokens = _completion,
        CachedTokens = _cached,
        ReasoningTokens = _reasoning,
        CostNano = row.CostNano,
        GatewayMicros = (long)(_gatewayMs * 1000),
        UpstreamMicros = (long)(_upstreamMs * 1000),
    };

    private bool Policies()
    {
        StringBuilder? fired = null;
        _json.Read();
        Expect(JsonTokenType.StartArray, read: false);
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            Expect(JsonTokenType.StartObject, read: false);
            string? policy = null;
            var counts = true;
            while (NextMember())
            {
                var name = _json.ValueSpan;
                if (name.SequenceEqual("name"u8))
                {
                    Text(ref policy);
                }
                else if (name.SequenceEqual("verdict"u8))
                {
                    _json.Read();
                    counts &= !_json.ValueTextEquals("allow"u8);
                }
                else if (name.SequenceEqual("shadow"u8) || name.SequenceEqual("skipped"u8))
                {
                    _json.Read();
                    counts &= _json.TokenType != JsonTokenType.True;
                }
                else
                {
                    Skip();
                }
            }

            if (counts && (fired is null || !fired.ToString().Contains($"|{policy}|", StringComparison.Ordinal)))
            {
                (fired ??= new("|")).Append(policy ?? throw Missing("policy_results[].name")).Append('|');
            }
        }

        _fired = fired?.ToString() ?? "";
        return true;
    }

    private bool Usage()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
        {
            return true;
        }

        while (NextMember())
        {
            var name = _json.ValueSpan;
            _ = name switch
            {
                _ when name.SequenceEqual("prompt"u8) => Number(ref _prompt),
                _ when name.SequenceEqual("completion"u8) => Number(ref _completion),
                _ when name.SequenceEqual("cached"u8) => Number(ref _cached),
                _ when name.SequenceEqual("reasoning"u8) => Number(ref _reasoning),
                _ => Skip(),
            };
        }

        return true;
    }

    private bool Latency()
    {
        Expect(JsonTokenType.StartObject);
        while (NextMember())
        {
            var name = _json.ValueSpan;
            _ = name switch
            {
                _ when name.SequenceEqual("gateway"u8) => Number(ref _gatewayMs),
                _ when name.SequenceEqual("upstream"u8) => Number(ref _upstreamMs),
                _ => Skip(),
            };
        }

        return true;
    }

    private void Expect(JsonTokenType type, bool read = true)
    {
        if ((read && !_json.Read()) || _json.TokenType != type)
        {
            throw new JsonException("The bytes are no event.");
        }
    }

    /// <summary>Moves to the next member's name, or to the end of the object.</summary>
    private bool NextMember() => _json.Read() && _json.TokenType == JsonTokenType.PropertyName;

    private bool Text(ref string? value)
    {
        _json.Read();
        value = _json.GetString();
        return true;
    }

    private bool Time()
    {
        _json.Read();
        _timestamp = _json.GetDateTimeOffset();
        return true;
    }

    private bool Cost()
    {
        _json.Read();
        _cost = _json.GetDecimal();
        return true;
    }

    private bool Sequence()
    {
        _json.Read();
        _sequence = _json.GetInt64();
        return true;
    }

    private bool Number(ref int? value)
    {
        _json.Read();
        value = _json.GetInt32();
        return true;
    }

    private bool Number(ref long value)
    {
        _json.Read();
        value = _json.GetInt64();
        return true;
    }

    private bool Number(ref double value)
    {
        _json.Read();
        value = _json.GetDouble();
        return true;
    }

    private bool Skip()
    {
        _json.Skip();
        return true;
    }

    private static long One(bool counts) => counts ? 1 : 0;

    private static JsonException Missing(string member) => new($"The event has no {member}.");
}
