using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Suites;

/// <summary>How a corpus is evaluated.</summary>
public sealed record CorpusOptions
{
    /// <summary><see cref="PolicyPhase.Input"/> (as a request) or <see cref="PolicyPhase.Output"/> (as an answer).</summary>
    public required PolicyPhase Phase { get; init; }

    /// <summary>The deployment environment for lines that name none.</summary>
    public string? Environment { get; init; }

    /// <summary>What policies need from their host; those of a fresh, isolated process without it.</summary>
    public PolicyServices? Services { get; init; }

    /// <summary>The time, for exceptions with an end.</summary>
    public required DateTimeOffset Now { get; init; }
}
