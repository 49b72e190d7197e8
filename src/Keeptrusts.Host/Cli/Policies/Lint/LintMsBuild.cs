using System.Text;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Policy.Reports;

namespace Keeptrusts.Host.Cli.Policies.Lint;

/// <summary>The report for build logs: a line a finding, in the form that MSBuild and editors recognise.</summary>
internal static class LintMsBuild
{
    public static string Write(LintReport report)
    {
        var text = new StringBuilder();
        foreach (var file in report.Files)
        {
            foreach (var finding in file.Findings)
            {
                text.Append(DiagnosticText.Headline(file.Name, finding with { Message = FindingText.Of(finding) })).Append('\n');
            }
        }

        return text.ToString();
    }
}
