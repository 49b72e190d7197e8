namespace Keeptrusts.Policy.Diagnostics;

/// <summary>A concrete request that shows what a finding says. Facts that are <see langword="null"/> do not matter.</summary>
public sealed record Witness
{
    /// <summary>The key's team.</summary>
    public string? Team { get; init; }

    /// <summary>The key's name.</summary>
    public string? Key { get; init; }

    /// <summary>The key's owner.</summary>
    public string? User { get; init; }

    /// <summary>The requested model.</summary>
    public string? Model { get; init; }

    /// <summary>The target that would serve it.</summary>
    public string? Provider { get; init; }

    /// <summary>The deployment environment.</summary>
    public string? Environment { get; init; }

    /// <summary>What is in the request: an entity, a term, a pattern's name, a tool.</summary>
    public string? Subject { get; init; }
}
