using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Reports;

/// <summary>A document and what is said about it.</summary>
/// <param name="Location">The file's path from the folder that the report is about, with forward slashes; or its whole path where it lies elsewhere.</param>
/// <param name="Findings">What is reported, in document order.</param>
public sealed record LintedDocument(string Location, IReadOnlyList<Diagnostic> Findings);
