using System.Globalization;
using System.Xml.Linq;
using Keeptrusts.Host.Cli.Output;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Host.Cli.Policies.Lint;

/// <summary>The report for CI servers: a test suite per file, a test case per finding. Only what fails the run is a failure; other findings say so by name.</summary>
internal static class LintJUnit
{
    public static string Write(LintReport report)
    {
        var suites = report.Files.Select(file => Suite(report, file)).ToList();
        var root = new XElement(
            "testsuites",
            new XAttribute("name", "kt policy lint"),
            new XAttribute("tests", suites.Sum(s => s.Elements().Count())),
            new XAttribute("failures", report.Files.Sum(f => f.Findings.Count(report.Failing))),
            new XAttribute("errors", 0),
            suites);
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + root.ToString().ReplaceLineEndings("\n") + "\n";
    }

    private static XElement Suite(LintReport report, LintedFile file)
    {
        // A suite without cases looks like one that did not run.
        List<XElement> cases = file.Findings.Count == 0
            ? [new XElement("testcase", new XAttribute("name", "no findings"), new XAttribute("classname", XmlText.Clean(file.Name)))]
            : [.. file.Findings.Select(finding => Case(report, file, finding))];
        return new XElement(
            "testsuite",
            new XAttribute("name", XmlText.Clean(file.Name)),
            new XAttribute("tests", cases.Count),
            new XAttribute("failures", file.Findings.Count(report.Failing)),
            new XAttribute("errors", 0),
            new XAttribute("skipped", 0),
            cases);
    }

    private static XElement Case(LintReport report, LintedFile file, Diagnostic finding)
    {
        var severity = DiagnosticText.Severity(finding.Severity);
        return new XElement(
            "testcase",
            new XAttribute("name", XmlText.Clean(string.Create(CultureInfo.InvariantCulture, $"{severity} {finding.Code} ({finding.Span.Line},{finding.Span.Column}): {finding.Message}"))),
            new XAttribute("classname", XmlText.Clean(file.Name)),
            report.Failing(finding)
                ? new XElement(
                    "failure",
                    new XAttribute("message", XmlText.Clean(finding.Message)),
                    new XAttribute("type", finding.Code),
                    XmlText.Clean(DiagnosticText.Of(file.Name, finding)))
                : null);
    }
}
