using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Policy;

/// <summary>What became of a document.</summary>
/// <param name="Plan">The plan; <see langword="null"/> where a diagnostic is an error.</param>
/// <param name="Diagnostics">Every problem, in document order.</param>
public sealed record PolicyLoadResult(PolicyPlan? Plan, IReadOnlyList<Diagnostic> Diagnostics);
