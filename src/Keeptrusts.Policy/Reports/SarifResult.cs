using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Reports;

/// <summary>Writes the findings of one document as SARIF results.</summary>
/// <param name="json">Where to.</param>
/// <param name="document">The document.</param>
/// <param name="index">Its place among the report's artifacts.</param>
internal sealed class SarifResult(JsonText json, LintedDocument document, int index)
{
    public static string Level(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "note",
    };

    // Relative to the folder that the report is about; a file elsewhere has only its whole address.
    public static string Address(LintedDocument document) => Path.IsPathRooted(document.Location)
        ? new Uri(document.Location).AbsoluteUri
        : string.Join("/", document.Location.Split('/').Select(Uri.EscapeDataString));

    public void Write(Diagnostic finding, int rule, string fingerprint) => json.Object(null, () =>
    {
        json.Value("ruleId", finding.Code);
        json.Value("ruleIndex", rule);
        json.Value("level", Level(finding.Severity));
        json.Object("message", () => json.Value("text", Text(finding)));
        json.Array("locations", () => Place(finding.Path, finding.Span, message: null));
        if (finding.Related.Count > 0)
        {
            json.Array("relatedLocations", () =>
            {
                foreach (var place in finding.Related)
                {
                    Place(place.Path, place.Span, place.Message);
                }
            });
        }

        if (finding.Fix is { } fix)
        {
            json.Array("fixes", () => Fix(fix));
        }

        json.Object("partialFingerprints", () => json.Value(SarifFingerprint.Name, fingerprint));
        if (finding.Witness is { } witness)
        {
            json.Object("properties", () => json.Object("witness", () =>
            {
                foreach (var (name, value) in WitnessText.Facts(witness))
                {
                    json.Value(name, value);
                }
            }));
        }
    });

    private static string Text(Diagnostic finding) =>
        finding.Message
        + (finding.Witness is { } witness ? $"\nexample: {WitnessText.Of(witness)}" : "")
        + (finding.Suggestion is { Length: > 0 } suggestion ? $"\nhelp: {suggestion}" : "");

    private void Place(string path, SourceSpan span, string? message) => json.Object(null, () =>
    {
        json.Object("physicalLocation", () =>
        {
            Artifact();
            Region("region", span);
        });
        if (path.Length > 0)
        {
            json.Array("logicalLocations", () => json.Object(null, () => json.Value("fullyQualifiedName", path)));
        }

        if (message is not null)
        {
            json.Object("message", () => json.Value("text", message));
        }
    });

    private void Fix(DiagnosticFix fix) => json.Object(null, () =>
    {
        json.Object("description", () => json.Value("text", fix.Title));
        json.Array("artifactChanges", () => json.Object(null, () =>
        {
            Artifact();
            json.Array("replacements", () =>
            {
                foreach (var edit in fix.Edits)
                {
                    json.Object(null, () =>
                    {
                        Region("deletedRegion", edit.Span);
                        json.Object("insertedContent", () => json.Value("text", edit.NewText));
                    });
                }
            });
        }));
    });

    private void Artifact() => json.Object("artifactLocation", () =>
    {
        json.Value("uri", Address(document));
        json.Value("index", index);
    });

    private void Region(string name, SourceSpan span) => json.Object(name, () =>
    {
        json.Value("startLine", span.Line);
        json.Value("startColumn", span.Column);
        json.Value("endLine", span.EndLine);
        json.Value("endColumn", span.EndColumn);
    });
}
