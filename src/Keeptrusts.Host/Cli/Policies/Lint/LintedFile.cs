using Keeptrusts.Policy;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Host.Cli.Policies.Lint;

/// <summary>A document and what is said about it.</summary>
/// <param name="Name">The file as the user named it, with forward slashes.</param>
/// <param name="Location">The file's path from the folder in which the command runs, or its whole path where it lies elsewhere.</param>
/// <param name="Text">Its text.</param>
/// <param name="About">What the document is.</param>
/// <param name="Findings">What is reported, in document order.</param>
internal sealed record LintedFile(string Name, string Location, string Text, PolicyInspection About, IReadOnlyList<Diagnostic> Findings)
{
    public IEnumerable<Diagnostic> Of(DiagnosticSeverity severity) => Findings.Where(d => d.Severity == severity);
}
