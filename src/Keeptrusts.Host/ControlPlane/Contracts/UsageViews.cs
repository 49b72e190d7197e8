using System.Text.Json.Serialization;

namespace Keeptrusts.Host.ControlPlane.Contracts;

/// <summary>What was used: a line for each group, and the sum.</summary>
/// <param name="GroupBy">What the lines are grouped by.</param>
/// <param name="Data">The lines.</param>
/// <param name="Total">The sum over all of them.</param>
internal sealed record UsageReport(IReadOnlyList<string> GroupBy, IReadOnlyList<UsageView> Data, UsageView Total);

/// <summary>What a group of calls used. A member that the groups are not made by is absent.</summary>
internal sealed record UsageView
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Day { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Team { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Key { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? User { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Model { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Provider { get; init; }

    public long Calls { get; init; }

    public long Blocked { get; init; }

    public long Redacted { get; init; }

    public long Warned { get; init; }

    public long Escalated { get; init; }

    /// <summary>Calls that failed at the provider or in the gateway.</summary>
    public long Errors { get; init; }

    public long PromptTokens { get; init; }

    public long CompletionTokens { get; init; }

    public long CachedTokens { get; init; }

    public long ReasoningTokens { get; init; }

    public decimal CostUsd { get; init; }

    /// <summary>Time in the gateway, in microseconds, over all calls.</summary>
    [JsonIgnore]
    public long GatewayMicros { get; init; }

    /// <summary>Time at the provider, in microseconds, over all calls.</summary>
    [JsonIgnore]
    public long UpstreamMicros { get; init; }

    /// <summary>Mean time in the gateway, in milliseconds.</summary>
    public double GatewayMs { get; init; }

    /// <summary>Mean time at the provider, in milliseconds.</summary>
    public double UpstreamMs { get; init; }

    /// <summary>The sum of groups that have no call in common.</summary>
    public static UsageView Sum(IReadOnlyCollection<UsageView> parts)
    {
        var (calls, gateway, upstream) = (parts.Sum(p => p.Calls), parts.Sum(p => p.GatewayMicros), parts.Sum(p => p.UpstreamMicros));
        return new()
        {
            Calls = calls,
            Blocked = parts.Sum(p => p.Blocked),
            Redacted = parts.Sum(p => p.Redacted),
            Warned = parts.Sum(p => p.Warned),
            Escalated = parts.Sum(p => p.Escalated),
            Errors = parts.Sum(p => p.Errors),
            PromptTokens = parts.Sum(p => p.PromptTokens),
            CompletionTokens = parts.Sum(p => p.CompletionTokens),
            CachedTokens = parts.Sum(p => p.CachedTokens),
            ReasoningTokens = parts.Sum(p => p.ReasoningTokens),
            CostUsd = parts.Sum(p => p.CostUsd),
            GatewayMicros = gateway,
            UpstreamMicros = upstream,
            GatewayMs = Mean(gateway, calls),
            UpstreamMs = Mean(upstream, calls),
        };
    }

    /// <summary>Milliseconds a call.</summary>
    public static double Mean(long micros, long calls) => calls == 0 ? 0 : Math.Round(micros / 1000d / calls, 3);

    /// <summary>What the line stands for in one of the groups, such as <c>team</c>.</summary>
    public string? Group(string name) => name switch
    {
        "day" => Day,
        "team" => Team,
        "key" => Key,
        "user" => User,
        "model" => Model,
        _ => Provider,
    };
}
