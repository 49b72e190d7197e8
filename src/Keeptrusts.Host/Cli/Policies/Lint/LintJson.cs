using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Reports;

namespace Keeptrusts.Host.Cli.Policies.Lint;

/// <summary>The report for scripts: an object for one file, an array of such objects for several.</summary>
internal static class LintJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(LintReport report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            if (report.Files is [var only])
            {
                WriteFile(json, only);
            }
            else
            {
                json.WriteStartArray();
                foreach (var file in report.Files)
                {
                    WriteFile(json, file);
                }

                json.WriteEndArray();
            }
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void WriteFile(Utf8JsonWriter json, LintedFile file)
    {
        json.WriteStartObject();
        json.WriteBoolean("valid", !file.Of(DiagnosticSeverity.Error).Any());
        json.WriteString("file", file.Name);
        json.WriteStartObject("pack");
        json.WriteString("name", file.About.Name);
        json.WriteString("version", file.About.Version);
        json.WriteEndObject();
        json.WriteStartArray("chain");
        foreach (var name in file.About.Chain)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteNumber("policy_count", file.About.PolicyCount);
        WriteFindings(json, file, DiagnosticSeverity.Error);
        WriteFindings(json, file, DiagnosticSeverity.Warning);
        WriteFindings(json, file, DiagnosticSeverity.Info);
        json.WriteEndObject();
    }

    private static void WriteFindings(Utf8JsonWriter json, LintedFile file, DiagnosticSeverity severity)
    {
        json.WriteStartArray(DiagnosticText.Severity(severity) + "s");
        foreach (var finding in file.Of(severity))
        {
            json.WriteStartObject();
            json.WriteString("code", finding.Code);
            json.WriteString("severity", DiagnosticText.Severity(severity));
            json.WriteString("path", finding.Path);
            json.WriteNumber("line", finding.Span.Line);
            json.WriteNumber("column", finding.Span.Column);
            json.WriteNumber("end_line", finding.Span.EndLine);
            json.WriteNumber("end_column", finding.Span.EndColumn);
            json.WriteString("message", finding.Message);
            json.WriteString("suggestion", finding.Suggestion);
            json.WriteString("help_uri", RuleCatalog.HelpUri(finding.Code));
            WriteMore(json, finding);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMore(Utf8JsonWriter json, Diagnostic finding)
    {
        json.WriteStartArray("related");
        foreach (var place in finding.Related)
        {
            json.WriteStartObject();
            json.WriteString("path", place.Path);
            json.WriteNumber("line", place.Span.Line);
            json.WriteNumber("column", place.Span.Column);
            json.WriteNumber("end_line", place.Span.EndLine);
            json.WriteNumber("end_column", place.Span.EndColumn);
            json.WriteString("message", place.Message);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (finding.Witness is { } witness)
        {
            json.WriteStartObject("witness");
            foreach (var (name, value) in WitnessText.Facts(witness))
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }
    }
}
