namespace Keeptrusts.Host.Records;

/// <summary>The sum of <see cref="UsageDay"/> over keys and users: a hundredth of the rows, for everything that asks for no single key.</summary>
internal sealed class UsageTeamDay
{
    /// <summary>Midnight, UTC.</summary>
    public required DateTimeOffset Day { get; init; }

    public required string TeamId { get; init; }

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
