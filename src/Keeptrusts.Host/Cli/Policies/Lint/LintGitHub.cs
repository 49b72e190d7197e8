using System.Globalization;
using System.Text;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Reports;

namespace Keeptrusts.Host.Cli.Policies.Lint;

/// <summary>The report for GitHub Actions: workflow commands, which become annotations of the changed lines.</summary>
internal static class LintGitHub
{
    public static string Write(LintReport report)
    {
        var text = new StringBuilder();
        foreach (var file in report.Files)
        {
            foreach (var finding in file.Findings)
            {
                text.Append(Command(file.Name, finding)).Append('\n');
            }
        }

        return text.ToString();
    }

    private static string Command(string file, Diagnostic finding)
    {
        var level = finding.Severity switch { DiagnosticSeverity.Error => "error", DiagnosticSeverity.Warning => "warning", _ => "notice" };
        var span = finding.Span;

        // Columns count only where a finding stands on one line.
        var columns = span.Line == span.EndLine ? string.Create(CultureInfo.InvariantCulture, $",col={span.Column},endColumn={span.EndColumn}") : "";
        var message = finding.Message
            + string.Concat(finding.Related.Select(r => string.Create(CultureInfo.InvariantCulture, $"\nrelated: {file}({r.Span.Line},{r.Span.Column}): {r.Message}")))
            + (finding.Witness is { } witness ? $"\nexample: {WitnessText.Of(witness)}" : "")
            + (finding.Suggestion is { Length: > 0 } suggestion ? $"\nhelp: {suggestion}" : "");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"::{level} file={Property(file)},line={span.Line},endLine={span.EndLine}{columns},title={Property(finding.Code)}::{Data(message)}");
    }

    // https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
    private static string Data(string text) => text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
