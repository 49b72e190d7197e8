namespace Keeptrusts.Policy.Plans;

/// <summary>Whom a <c>human-oversight</c> policy asks, and for how long.</summary>
public sealed record ApprovalRule
{
    /// <summary>The policy's name in the chain.</summary>
    public required string Policy { get; init; }

    /// <summary>Who decides: user ids, or <c>managers</c> for those of the key's team.</summary>
    public required IReadOnlyList<string> Assignees { get; init; }

    /// <summary>How long a call that is no stream waits for the decision, in seconds; 0: it is answered at once.</summary>
    public int HoldSeconds { get; init; }

    /// <summary>How long a decision counts, in seconds. Default: one day.</summary>
    public int ApprovalTtlSeconds { get; init; } = 86_400;
}
