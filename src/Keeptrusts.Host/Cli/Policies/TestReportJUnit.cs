using System.Globalization;
using System.Xml.Linq;
using Keeptrusts.Host.Cli.Output;
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
        new XAttribute("name", XmlText.Clean(file.File)),
        new XAttribute("tests", file.Results.Count),
        new XAttribute("failures", file.Failed),
        new XAttribute("errors", 0),
        new XAttribute("skipped", 0),
        new XAttribute("time", Seconds(file.Seconds)),
        file.Results.Select(r => Case(file, r)));

    private static XElement Case(TestReportFile file, PolicyTestResult result) => new(
        "testcase",
        new XAttribute("name", XmlText.Clean(result.Test.Name)),
        new XAttribute("classname", XmlText.Clean(result.Test.Suite ?? file.File)),
        new XAttribute("time", Seconds(result.Duration.TotalSeconds)),
        result.Passed ? null : Failure(file, result));

    private static XElement Failure(TestReportFile file, PolicyTestResult result)
    {
        var first = result.Differences[0];
        return new XElement(
            "failure",
            new XAttribute("message", XmlText.Clean($"{first.What}: expected {first.Expected}, not {first.Actual}")),
            new XAttribute("type", "difference"),
            XmlText.Clean(TestReportText.Explain(file.File, result, "")));
    }

    private static string Seconds(double seconds) => seconds.ToString("0.000000", CultureInfo.InvariantCulture);
}
