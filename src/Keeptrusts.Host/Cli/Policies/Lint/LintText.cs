using System.Globalization;
using System.Text;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Policy.Reports;

namespace Keeptrusts.Host.Cli.Policies.Lint;

/// <summary>The report for people: place and message as compilers write them, the source line with what is meant underlined, and what to do.</summary>
internal static class LintText
{
    public static string Write(LintReport report, bool summary)
    {
        var text = new StringBuilder();
        foreach (var file in report.Files)
        {
            var source = new SourceExcerpt(file.Text);
            foreach (var finding in file.Findings)
            {
                text.Append(DiagnosticText.Headline(file.Name, finding)).Append('\n').Append(source.Of(finding.Span));
                foreach (var place in finding.Related)
                {
                    text.Append(CultureInfo.InvariantCulture, $"  related: {file.Name}({place.Span.Line},{place.Span.Column}): {place.Message}\n").Append(source.Of(place.Span));
                }

                if (finding.Witness is { } witness)
                {
                    text.Append("  example: ").Append(WitnessText.Of(witness)).Append('\n');
                }

                if (finding.Suggestion is { Length: > 0 } suggestion)
                {
                    text.Append("  help: ").Append(suggestion).Append('\n');
                }

                text.Append('\n');
            }
        }

        return summary ? text.Append(report.Summary).Append('\n').ToString() : text.ToString();
    }
}
