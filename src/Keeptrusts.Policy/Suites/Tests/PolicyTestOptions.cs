using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Policy.Suites.Tests;

/// <summary>How tests are run.</summary>
public sealed record PolicyTestOptions
{
    /// <summary>The deployment environment of cases that name none.</summary>
    public string? Environment { get; init; }

    /// <summary>
    /// What policies need from their host; those of a fresh, isolated process without it. Counters are fresh in every case. Services that a policy would
    /// ask over the network are not reached: such a policy acts by its <c>on_error</c>.
    /// </summary>
    public PolicyServices Services { get; init; } = new();
}
