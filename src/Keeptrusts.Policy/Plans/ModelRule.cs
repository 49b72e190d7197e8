namespace Keeptrusts.Policy.Plans;

/// <summary>A <c>model-allowlist</c> policy, checked.</summary>
public sealed record ModelRule
{
    /// <summary>The policy's name in the chain.</summary>
    public required string Policy { get; init; }

    /// <summary>Globs that may be asked for; empty means any.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>Globs that may not; they win over <see cref="Allow"/>.</summary>
    public IReadOnlyList<string> Deny { get; init; } = [];

    /// <summary>Longest prompt, in tokens as counted by the gateway.</summary>
    public int? MaxInputTokens { get; init; }

    /// <summary>Highest output limit a caller may ask for, in tokens.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>Whether the policy only watches.</summary>
    public bool Shadow { get; init; }

    /// <summary>The refused caller's message.</summary>
    public string? Message { get; init; }
}
