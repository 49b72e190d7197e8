namespace Keeptrusts.Policy.Verdicts;

/// <summary>What one policy of the chain said in one phase of a call.</summary>
public sealed record PolicyResult
{
    /// <summary>The policy's name in the chain.</summary>
    public required string Name { get; init; }

    /// <summary>The policy's kind, such as <c>pii-detector</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The phase that was judged.</summary>
    public required PolicyPhase Phase { get; init; }

    /// <summary>What the policy decided. In shadow mode: what it would have decided.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why; <see cref="ReasonCodes.AllPoliciesPassed"/> where it has no objection.</summary>
    public required string ReasonCode { get; init; }

    /// <summary>Where; empty where nothing was found.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Whether the policy only watches (<c>mode: shadow</c>), so that its verdict does not count.</summary>
    public bool Shadow { get; init; }

    /// <summary>Whether an earlier block made the policy's work needless.</summary>
    public bool Skipped { get; init; }

    /// <summary>The type of the error by which the policy failed; its <c>on_error</c> then made the verdict. <see langword="null"/> where it did not fail.</summary>
    public string? Error { get; init; }

    /// <summary>The refused caller's message, where the document gives one (<c>message</c>).</summary>
    public string? Message { get; init; }

    /// <summary>Time spent in this policy; policies that share one pass over the text share its time.</summary>
    public TimeSpan Duration { get; init; }
}
