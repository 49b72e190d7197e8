namespace Keeptrusts.Policy.Plans;

/// <summary>How a target is chosen, and what happens when it fails. Without the sections of a document: in order, one attempt, no breaker.</summary>
public sealed record RoutingPlan
{
    /// <summary>What holds for documents that say nothing.</summary>
    public static RoutingPlan Default { get; } = new();

    /// <summary>Which target is asked first.</summary>
    public RoutingStrategy Strategy { get; init; }

    /// <summary>After which failures a further attempt is made.</summary>
    public FallbackTriggers Triggers { get; init; }

    /// <summary>How many attempts may follow the first.</summary>
    public int MaxFallbackAttempts { get; init; }

    /// <summary>Failures in a row after which a target is left alone; 0: it never is.</summary>
    public int FailureThreshold { get; init; }

    /// <summary>How long it is left alone; then one call tries it.</summary>
    public TimeSpan Cooldown { get; init; }
}
