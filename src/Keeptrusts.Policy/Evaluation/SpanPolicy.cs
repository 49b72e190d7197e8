using Keeptrusts.Policy.Detectors;

namespace Keeptrusts.Policy.Evaluation;

/// <summary>A span policy of a phase: who it is and what its rules are.</summary>
internal sealed record SpanPolicy(string Name, string Kind, string ReasonCode, bool Shadow, string? Message, IReadOnlyList<SpanRule> Rules)
{
    /// <summary>Its place in the chain.</summary>
    public int Order { get; init; }

    /// <summary>Whether an error of the policy blocks the call.</summary>
    public bool FailsClosed { get; init; } = true;
}
