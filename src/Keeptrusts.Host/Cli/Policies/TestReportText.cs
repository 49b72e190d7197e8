using System.Globalization;
using System.Text;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Policy.Suites.Tests;

namespace Keeptrusts.Host.Cli.Policies;

/// <summary>The report for people.</summary>
internal static class TestReportText
{
    public static string Write(TestReport report)
    {
        var text = new StringBuilder();
        foreach (var file in report.Files)
        {
            text.AppendLine(file.File);
            foreach (var result in file.Results)
            {
                text.Append(result.Passed ? "  pass  " : "  FAIL  ").Append(TestReportFile.NameOf(result.Test))
                    .Append(" (").Append(Show.Milliseconds(result.Duration.TotalMilliseconds)).AppendLine(")");
                if (!result.Passed)
                {
                    text.Append(Explain(file.File, result, "        "));
                }
            }
        }

        return text.AppendLine(report.Summary).ToString();
    }

    /// <summary>Place and differences, expected above actual.</summary>
    public static string Explain(string file, PolicyTestResult result, string indent)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{indent}{file}({result.Test.Line},{result.Test.Column})");
        foreach (var difference in result.Differences)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{indent}{difference.What}");
            text.AppendLine(CultureInfo.InvariantCulture, $"{indent}  expected: {difference.Expected}");
            text.AppendLine(CultureInfo.InvariantCulture, $"{indent}  actual:   {difference.Actual}");
            if (difference.Hint is { } hint)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"{indent}  hint:     {hint}");
            }
        }

        return text.ToString();
    }
}
