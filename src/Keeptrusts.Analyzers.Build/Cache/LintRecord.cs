using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Analyzers.Build.Cache;

/// <summary>One lint of one document: what it looked at, and what it found.</summary>
/// <param name="Path">The document's full path.</param>
/// <param name="Hash">Of the document.</param>
/// <param name="Variables">The variables that were asked for, and whether they were set.</param>
/// <param name="Files">The files that were asked for as the document names them, each with its hash, or empty where it was not there.</param>
/// <param name="Findings">In document order.</param>
internal sealed record LintRecord(
    string Path,
    string Hash,
    IReadOnlyDictionary<string, bool> Variables,
    IReadOnlyDictionary<string, string> Files,
    IReadOnlyList<Diagnostic> Findings);
