using System.Globalization;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Host.Cli.Policies.Lint;

/// <summary>What is said about all files.</summary>
/// <param name="Files">The files, in the order given.</param>
/// <param name="Strict">Whether warnings fail too.</param>
internal sealed record LintReport(IReadOnlyList<LintedFile> Files, bool Strict)
{
    /// <summary>Whether any finding fails the run.</summary>
    public bool Fails => Files.Any(f => f.Findings.Any(Failing));

    public string Summary
    {
        get
        {
            string[] counts = [.. new[] { Count(DiagnosticSeverity.Error, "error"), Count(DiagnosticSeverity.Warning, "warning"), Count(DiagnosticSeverity.Info, "info") }.OfType<string>()];
            return (Files.Count == 1 ? Files[0].Name : Plural(Files.Count, "file")) + ": " + (counts.Length == 0 ? "no findings" : string.Join(", ", counts));
        }
    }

    /// <summary>Whether a finding of its severity fails the run. Infos never do.</summary>
    public bool Failing(Diagnostic finding) => finding.Severity == DiagnosticSeverity.Error || (Strict && finding.Severity == DiagnosticSeverity.Warning);

    /// <summary>The same without findings that do not fail the run.</summary>
    public LintReport OnlyFailing() => this with { Files = [.. Files.Select(f => f with { Findings = [.. f.Findings.Where(Failing)] })] };

    private string? Count(DiagnosticSeverity severity, string word) => Files.Sum(f => f.Of(severity).Count()) is > 0 and var count ? Plural(count, word) : null;

    private static string Plural(int count, string word) => string.Create(CultureInfo.InvariantCulture, $"{count} {word}{(count == 1 ? "" : "s")}");
}
