namespace Keeptrusts.Host.Records;

/// <summary>What was used on one day, by who and what. Kept when the events are deleted.</summary>
internal sealed class UsageDay
{
    /// <summary>Midnight, UTC.</summary>
    public required DateTimeOffset Day { get; init; }

    public required string TeamId { get; init; }

    public required string KeyId { get; init; }

    /// <summary>The key's owner; empty where it has none.</summary>
    public required string UserId { get; init; }

    public required string Model { get; init; }

    /// <summary>The target that answered; empty where none did.</summary>
    public required string Provider { get; init; }

    public long Calls { get; set; }

    public long Blocked { get; set; }

    public long Redacted { get; set; }

    public long Warned { get; set; }

    public long Escalated { get; set; }

    /// <summary>Calls that failed at the provider or in the gateway.</summary>
    public long Errors { get; set; }

    public long PromptTokens { get; set; }

    public long CompletionTokens { get; set; }

    public long CachedTokens { get; set; }

    public long ReasoningTokens { get; set; }

    public long CostNano { get; set; }

    /// <summary>Time in the gateway, in microseconds, over all calls.</summary>
    public long GatewayMicros { get; set; }

    /// <summary>Time at the provider, in microseconds, over all calls.</summary>
    public long UpstreamMicros { get; set; }
}
