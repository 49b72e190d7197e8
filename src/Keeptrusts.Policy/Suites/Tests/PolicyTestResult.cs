namespace Keeptrusts.Policy.Suites.Tests;

/// <summary>What became of a test.</summary>
/// <param name="Test">The test.</param>
/// <param name="Differences">Where the call went otherwise than expected; empty where the test passed.</param>
/// <param name="Duration">How long the call took.</param>
public sealed record PolicyTestResult(PolicyTest Test, IReadOnlyList<PolicyTestDifference> Differences, TimeSpan Duration)
{
    /// <summary>Whether everything was as expected.</summary>
    public bool Passed => Differences.Count == 0;
}
