namespace Keeptrusts.Gateway.Middleware.Ports;

/// <summary>A policy that wants a human to decide, and why. Names types of findings, never what was found.</summary>
public sealed record EscalatingPolicy
{
    /// <summary>Its name in the chain.</summary>
    public required string Name { get; init; }

    /// <summary>Its kind, such as <c>human-oversight</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Where it objects: <c>admission</c>, <c>input</c>, <c>tool</c> or <c>output</c>.</summary>
    public required string Phase { get; init; }

    /// <summary>Why.</summary>
    public required string ReasonCode { get; init; }

    /// <summary>Types of its findings.</summary>
    public IReadOnlyList<string> Findings { get; init; } = [];

    /// <summary>Who decides: user ids, or <c>managers</c> for those of the key's team; <c>managers</c> where the policy names nobody.</summary>
    public IReadOnlyList<string> Assignees { get; init; } = ["managers"];

    /// <summary>How long a decision counts, in seconds; also how long the question stands. Default: one day.</summary>
    public int ApprovalTtlSeconds { get; init; } = 86_400;
}
