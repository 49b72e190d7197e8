using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Auditing;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Host.ControlPlane.Contracts;

namespace Keeptrusts.Host.Tests.Running;

/// <summary>Seals events as a gateway's journal does, after the formula that the documentation states.</summary>
internal sealed class TestChain(string id = "00000000000000aa", string gateway = "local-gw")
{
    private static readonly JsonSerializerOptions WithoutNulls = new(ControlJson.Default.Options) { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    private string _previous = EventSeal.FirstPrevHash;
    private long _sequence;

    public List<CallEvent> Events { get; } = [];

    /// <summary>The next event as the journal would hand it out.</summary>
    public JournalEvent Next(CallEvent? call = null)
    {
        call = (call ?? Call($"e{_sequence + 1}")) with { Gateway = gateway };
        Events.Add(call);
        var bare = $"{JsonSerializer.Serialize(call, WithoutNulls)[..^1]},\"chain\":\"{id}\",\"seq\":{++_sequence}";
        var hash = Sha(_previous + Sha(bare + "}"));
        var line = $"{bare},\"prev_hash\":\"{_previous}\",\"hash\":\"{hash}\"}}";
        _previous = hash;
        return new(new JournalPosition(1, _sequence), Encoding.UTF8.GetBytes(line));
    }

    public List<JournalEvent> Next(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    public static CallEvent Call(string id, string team = "search", string verdict = "allow", DateTimeOffset? at = null) => new()
    {
        Id = id,
        EventType = "call",
        Timestamp = at ?? new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero),
        RequestId = $"req_{id}",
        Route = "/v1/chat/completions",
        Status = 200,
        Verdict = verdict,
        ReasonCode = "r",
        Outcome = "completed",
        Gateway = "local-gw",
        Team = team,
        KeyId = KeyId(team),
        KeyName = $"name-{team}",
        User = "ada",
        Model = "gpt",
        Provider = "mock",
        CostUsd = 0.000000001m,
        Usage = new() { Prompt = 3, Completion = 5, Cached = 1, Reasoning = 2 },
        Latency = new() { Total = 12, Gateway = 2, Upstream = 10 },
        PolicyResults = verdict == "allow" ? [] : [new PolicyTrace { Name = "pii-detector", Kind = "pii-detector", Phase = "input", Verdict = verdict, ReasonCode = "r" }],
    };

    /// <summary>The id of a team's key, in the form that ids have.</summary>
    public static string KeyId(string team) => "key_" + Sha(team)[..32];

    private static string Sha(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
