using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Reports;

/// <summary>The report for code scanning: SARIF 2.1.0. Addresses are relative where locations are; lines and columns count from 1.</summary>
public static class SarifReport
{
    private const string Schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

    /// <summary>Writes the report.</summary>
    /// <param name="tool">What reports, such as <c>kt policy lint</c>.</param>
    /// <param name="documents">The documents, also those without findings.</param>
    /// <returns>JSON, with a line end.</returns>
    public static string Write(string tool, IReadOnlyList<LintedDocument> documents)
    {
        var rules = documents.SelectMany(f => f.Findings).Select(d => d.Code).Distinct().OrderBy(c => c, StringComparer.Ordinal).ToList();
        var json = new JsonText();
        json.Object(null, () =>
        {
            json.Value("$schema", Schema);
            json.Value("version", "2.1.0");
            json.Array("runs", () => json.Object(null, () => Run(json, tool, rules, documents)));
        });
        return json.ToString();
    }

    private static void Run(JsonText json, string tool, List<string> rules, IReadOnlyList<LintedDocument> documents)
    {
        json.Object("tool", () => json.Object("driver", () =>
        {
            json.Value("name", tool);
            json.Value("informationUri", "https://github.com/keeptrusts/keeptrusts");
            json.Value("semanticVersion", typeof(SarifReport).Assembly.GetName().Version!.ToString(3));
            json.Array("rules", () => rules.ForEach(code => json.Object(null, () => Rule(json, code))));
        }));
        json.Value("columnKind", "utf16CodeUnits");
        json.Array("artifacts", () =>
        {
            foreach (var document in documents)
            {
                json.Object(null, () => json.Object("location", () => json.Value("uri", SarifResult.Address(document))));
            }
        });
        json.Array("results", () =>
        {
            for (var i = 0; i < documents.Count; i++)
            {
                var result = new SarifResult(json, documents[i], i);
                foreach (var (finding, fingerprint) in SarifFingerprint.Of(documents[i]))
                {
                    result.Write(finding, rules.IndexOf(finding.Code), fingerprint);
                }
            }
        });
    }

    private static void Rule(JsonText json, string code)
    {
        var rule = RuleCatalog.Find(code);
        json.Value("id", code);
        json.Object("shortDescription", () => json.Value("text", rule?.Title ?? code));
        if (rule is { What.Length: > 0 })
        {
            json.Object("fullDescription", () => json.Value("text", rule.What));
        }

        json.Value("helpUri", RuleCatalog.HelpUri(code));
        json.Object("defaultConfiguration", () => json.Value("level", SarifResult.Level(rule?.Severity ?? DiagnosticSeverity.Error)));
    }
}
