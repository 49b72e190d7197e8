using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Suites.Tests;

/// <summary>The tests of one file.</summary>
/// <param name="Tests">The tests, in order; empty where a diagnostic is an error.</param>
/// <param name="Diagnostics">Every problem, in the order of the file.</param>
public sealed record PolicyTestFile(IReadOnlyList<PolicyTest> Tests, IReadOnlyList<Diagnostic> Diagnostics);
