using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Keeptrusts.Policy.Suites.Tests;

namespace Keeptrusts.Host.Cli.Policies;

/// <summary>The report for scripts.</summary>
internal static class TestReportJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(TestReport report)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Indented))
        {
            json.WriteStartObject();
            json.WriteNumber("passed", report.Passed);
            json.WriteNumber("failed", report.Failed);
            json.WriteNumber("duration_ms", Milliseconds(report.Seconds));
            json.WriteStartArray("files");
            foreach (var file in report.Files)
            {
                json.WriteStartObject();
                json.WriteString("file", file.File);
                json.WriteStartArray("tests");
                foreach (var result in file.Results)
                {
                    WriteResult(json, result);
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void WriteResult(Utf8JsonWriter json, PolicyTestResult result)
    {
        json.WriteStartObject();
        json.WriteString("name", result.Test.Name);
        json.WriteString("suite", result.Test.Suite);
        json.WriteNumber("line", result.Test.Line);
        json.WriteNumber("column", result.Test.Column);
        json.WriteBoolean("passed", result.Passed);
        json.WriteNumber("duration_ms", Milliseconds(result.Duration.TotalSeconds));
        json.WriteStartArray("differences");
        foreach (var difference in result.Differences)
        {
            json.WriteStartObject();
            json.WriteString("what", difference.What);
            json.WriteString("expected", difference.Expected);
            json.WriteString("actual", difference.Actual);
            json.WriteString("hint", difference.Hint);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static double Milliseconds(double seconds) => Math.Round(seconds * 1000, 3);
}
