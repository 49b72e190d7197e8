using Keeptrusts.Policy.Reports;

namespace Keeptrusts.Host.Cli.Policies.Lint;

/// <summary>The report for code scanning: SARIF 2.1.0.</summary>
internal static class LintSarif
{
    public static string Write(LintReport report) =>
        SarifReport.Write("kt policy lint", [.. report.Files.Select(f => new LintedDocument(f.Location, f.Findings))]);
}
