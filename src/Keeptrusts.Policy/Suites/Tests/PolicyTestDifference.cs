namespace Keeptrusts.Policy.Suites.Tests;

/// <summary>One thing that was not as expected.</summary>
/// <param name="What">What was compared, such as <c>verdict</c> or <c>policies.pii-detector</c>.</param>
/// <param name="Expected">As the test has it.</param>
/// <param name="Actual">As it was.</param>
/// <param name="Hint">What may have caused it; <see langword="null"/> where there is nothing to say.</param>
public sealed record PolicyTestDifference(string What, string Expected, string Actual, string? Hint = null);
