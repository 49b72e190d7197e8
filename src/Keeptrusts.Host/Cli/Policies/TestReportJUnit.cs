using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Keeptrusts.Policy.Suites.Tests;

namespace Keeptrusts.Host.Cli.Policies;

/// <summary>The report for CI servers: JUnit's XML as Jenkins and others read it, a test suite per file.</summary>
internal static class TestReportJUnit
{
    public static string Write(TestReport report)
    {
        var root = new XElement(
            "testsuites",
            new XAttribute("name", "kt policy test"),
            new XAttribute("tests", report.Passed + report.Failed),
            new XAttribute("failures", report.Failed),
            new XAttribute("errors", 0),
            new XAttribute("time", Seconds(report.Seconds)),
            report.Files.Select(Suite));
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.ToString().ReplaceLineEndings("\n") + "\n";
    }

    private static XElement Suite(TestReportFile file) => new(
        "testsuite",
        new XAttribute("name", Clean(file.File)),
        new XAttribute("tests", file.Results.Count),
        new XAttribute("failures", file.Failed),
        new XAttribute("errors", 0),
        new XAttribute("skipped", 0),
        new XAttribute("time", Seconds(file.Seconds)),
        file.Results.Select(r => Case(file, r)));

    private static XElement Case(TestReportFile file, PolicyTestResult result) => new(
        "testcase",
        new XAttribute("name", Clean(result.Test.Name)),
        new XAttribute("classname", Clean(result.Test.Suite ?? file.File)),
        new XAttribute("time", Seconds(result.Duration.TotalSeconds)),
        result.Passed ? null : Failure(file, result));

    private static XElement Failure(TestReportFile file, PolicyTestResult result)
    {
        var first = result.Differences[0];
        return new XElement(
            "failure",
            new XAttribute("message", Clean($"{first.What}: expected {first.Expected}, not {first.Actual}")),
            new XAttribute("type", "difference"),
            Clean(TestReportText.Explain(file.File, result, "")));
    }

    private static string Seconds(double seconds) => seconds.ToString("0.000000", CultureInfo.InvariantCulture);

    // XML 1.0 has no way to write most control characters, nor half a surrogate pair.
    private static string Clean(string text)
    {
        var clean = text.ToCharArray();
        for (var i = 0; i < clean.Length; i++)
        {
            if (char.IsHighSurrogate(clean[i]) && i + 1 < clean.Length && char.IsLowSurrogate(clean[i + 1]))
            {
                i++;
            }
            else if (!XmlConvert.IsXmlChar(clean[i]))
            {
                clean[i] = '\uFFFD';
            }
        }

        return new string(clean);
    }
}
