using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Host.Cli.Policies.Lint;

/// <summary>The report for code scanning: SARIF 2.1.0.</summary>
internal static class LintSarif
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(LintReport report)
    {
        var rules = report.Files.SelectMany(f => f.Findings).Select(d => d.Code).Distinct().Order(StringComparer.Ordinal).ToList();
        var run = new JsonObject
        {
            ["tool"] = new JsonObject
            {
                ["driver"] = new JsonObject
                {
                    ["name"] = "kt policy lint",
                    ["informationUri"] = "https://github.com/keeptrusts/keeptrusts",
                    ["semanticVersion"] = typeof(LintSarif).Assembly.GetName().Version?.ToString(3),
                    ["rules"] = new JsonArray([.. rules.Select(Rule)]),
                },
            },
            ["columnKind"] = "utf16CodeUnits",
            ["artifacts"] = new JsonArray([.. report.Files.Select(f => new JsonObject { ["location"] = Artifact(f) })]),
            ["results"] = new JsonArray([.. report.Files.SelectMany((file, i) => SarifFingerprint.Of(file).Select(f => Result(file, i, f.Finding, rules.IndexOf(f.Finding.Code), f.Fingerprint)))]),
        };
        return new JsonObject { ["$schema"] = Schema, ["version"] = "2.1.0", ["runs"] = new JsonArray(run) }.ToJsonString(Readable) + "\n";
    }

    private static JsonObject Rule(string code)
    {
        var rule = RuleCatalog.Find(code);
        return new JsonObject
        {
            ["id"] = code,
            ["shortDescription"] = new JsonObject { ["text"] = rule?.Title ?? code },
            ["helpUri"] = RuleCatalog.HelpUri(code),
            ["defaultConfiguration"] = new JsonObject { ["level"] = Level(rule?.Severity ?? DiagnosticSeverity.Error) },
        };
    }

    private static JsonObject Result(LintedFile file, int index, Diagnostic finding, int rule, string fingerprint)
    {
        var location = Artifact(file);
        location["index"] = index;
        var place = new JsonObject
        {
            ["physicalLocation"] = new JsonObject
            {
                ["artifactLocation"] = location,
                ["region"] = new JsonObject
                {
                    ["startLine"] = finding.Span.Line,
                    ["startColumn"] = finding.Span.Column,
                    ["endLine"] = finding.Span.EndLine,
                    ["endColumn"] = finding.Span.EndColumn,
                },
            },
        };
        if (finding.Path.Length > 0)
        {
            place["logicalLocations"] = new JsonArray(new JsonObject { ["fullyQualifiedName"] = finding.Path });
        }

        return new JsonObject
        {
            ["ruleId"] = finding.Code,
            ["ruleIndex"] = rule,
            ["level"] = Level(finding.Severity),
            ["message"] = new JsonObject { ["text"] = finding.Suggestion is { Length: > 0 } suggestion ? $"{finding.Message}\nhelp: {suggestion}" : finding.Message },
            ["locations"] = new JsonArray(place),
            ["partialFingerprints"] = new JsonObject { [SarifFingerprint.Name] = fingerprint },
        };
    }

    // Relative to the folder in which the command runs; a file elsewhere has only its whole address.
    private static JsonObject Artifact(LintedFile file) => new()
    {
        ["uri"] = Path.IsPathRooted(file.Location)
            ? new Uri(file.Location).AbsoluteUri
            : string.Join('/', file.Location.Split('/').Select(Uri.EscapeDataString)),
    };

    private static string Level(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "note",
    };
}
