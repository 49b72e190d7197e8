using System.Text.Json;
using CsCheck;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Reports;

namespace Keeptrusts.Policy.Tests.Reports;

public sealed class SarifReportTests
{
    private static readonly Diagnostic Finding = new("KT3001", DiagnosticSeverity.Error, "policy.a", new SourceSpan(3, 5, 3, 9), "`a` and `b` contradict each other", "keep one")
    {
        Related = [new RelatedPlace("policy.b", new SourceSpan(7, 1, 7, 2), "`b` stands here")],
        Witness = new Witness { Team = "hr", Subject = "US_SSN" },
        Fix = new DiagnosticFix("remove `b`", [new TextEdit(new SourceSpan(7, 1, 8, 1), "")]),
    };

    [Fact]
    public void Write_Finding_CarriesPlacesWitnessAndRepair()
    {
        var run = Run(new LintedDocument("a b/ü.yaml", [Finding]));
        var result = run.GetProperty("results")[0];

        Assert.Equal("test", run.GetProperty("tool").GetProperty("driver").GetProperty("name").GetString());
        Assert.Equal("`a` and `b` contradict each other\nexample: team hr, subject US_SSN\nhelp: keep one", result.GetProperty("message").GetProperty("text").GetString());
        var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        Assert.Equal("a%20b/%C3%BC.yaml", place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal("3 5 3 9", Region(place.GetProperty("region")));
        var related = result.GetProperty("relatedLocations")[0];
        Assert.Equal(("7 1 7 2", "`b` stands here"), (Region(related.GetProperty("physicalLocation").GetProperty("region")), related.GetProperty("message").GetProperty("text").GetString()));
        var change = result.GetProperty("fixes")[0].GetProperty("artifactChanges")[0].GetProperty("replacements")[0];
        Assert.Equal(("7 1 8 1", ""), (Region(change.GetProperty("deletedRegion")), change.GetProperty("insertedContent").GetProperty("text").GetString()));
        Assert.Equal("""{"team":"hr","subject":"US_SSN"}""", JsonSerializer.Serialize(result.GetProperty("properties").GetProperty("witness")));
    }

    [Fact]
    public void Write_FindingTwice_HasTwoFingerprints()
    {
        var results = Run(new LintedDocument("p.yaml", [Finding, Finding])).GetProperty("results");

        Assert.NotEqual(Fingerprint(results[0]), Fingerprint(results[1]));
        Assert.Equal(32, Fingerprint(results[0])!.Length);
    }

    [Fact]
    public void Write_NoDocuments_IsAnEmptyRun()
    {
        var run = Run();

        Assert.Equal((0, 0), (run.GetProperty("results").GetArrayLength(), run.GetProperty("artifacts").GetArrayLength()));
    }

    [Fact]
    public void Write_AnyMessage_ReadsBackAsItWas() =>
        Gen.String[Gen.Char, 0, 40].Sample(message =>
        {
            var finding = new Diagnostic("KT0001", DiagnosticSeverity.Error, "", default, message);
            var read = Run(new LintedDocument("p.yaml", [finding])).GetProperty("results")[0].GetProperty("message").GetProperty("text").GetString()!;

            // Half a surrogate pair is no text; its place is kept.
            Assert.Equal(message.Length, read.Length);
            Assert.All(message.Zip(read), pair => Assert.True(pair.First == pair.Second || (char.IsSurrogate(pair.First) && pair.Second == '\uFFFD')));
        });

    [Fact]
    public void FindingText_OfAFinding_IsOneLine() =>
        Assert.Equal(
            "`a` and `b` contradict each other; for example team hr, subject US_SSN; see (7,1): `b` stands here; keep one",
            FindingText.Of(Finding));

    [Fact]
    public void FindingText_LineBreaks_BecomeBlanks() =>
        Assert.Equal("one two  three", FindingText.Of(Finding with { Message = "one\ntwo\r\nthree", Witness = null, Related = [], Suggestion = null }));

    private static JsonElement Run(params LintedDocument[] documents) => JsonElement.Parse(SarifReport.Write("test", documents)).GetProperty("runs")[0];

    private static string? Fingerprint(JsonElement result) => result.GetProperty("partialFingerprints").GetProperty("keeptrustsPath/v1").GetString();

    private static string Region(JsonElement region) =>
        string.Join(' ', new[] { "startLine", "startColumn", "endLine", "endColumn" }.Select(n => region.GetProperty(n).GetInt32()));
}
