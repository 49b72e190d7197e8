namespace Keeptrusts.Benchmarks.Lint;

/// <summary>What linting one document takes.</summary>
/// <param name="Document">The document.</param>
/// <param name="First">Processor time of the first time in the process, for the first document with compilation of the code.</param>
/// <param name="Warm">Median processor time of later times, of one thread.</param>
/// <param name="Findings">What is found: codes and how many.</param>
internal sealed record LintFigure(LintDocument Document, TimeSpan First, TimeSpan Warm, string Findings);
