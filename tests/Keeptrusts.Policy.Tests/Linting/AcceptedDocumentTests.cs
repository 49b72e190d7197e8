using Keeptrusts.Policy.Diagnostics;

namespace Keeptrusts.Policy.Tests.Linting;

public sealed class AcceptedDocumentTests
{
    // Clean while the exception holds; contradictory from the day after.
    private const string Document =
        """
        pack: { name: a, version: 1.0.0, enabled: true }
        policies: { chain: [a, b] }
        policy:
          a: { kind: pii-detector, action: redact }
          b: { kind: pii-detector, action: block, except: { teams: [hr], until: 2026-11-30 } }
        """;

    [Theory]
    [InlineData("2026-11-30", false, true)]
    [InlineData("2026-12-01", false, false)]
    [InlineData("2026-12-01", true, true)]
    public void Load_ExceptionThatEnds_StopsOnlyNewDocuments(string today, bool accepted, bool loads)
    {
        var loaded = PolicyEngine.Load(Document, new PolicyOptions { Today = DateTime.Parse(today, System.Globalization.CultureInfo.InvariantCulture), WasAccepted = accepted });
        Assert.Equal(loads, loaded.Plan is not null);
    }

    [Fact]
    public void Load_AcceptedDocument_StillSaysWhatIsWrong()
    {
        var found = PolicyEngine.Lint(Document, new PolicyOptions { Today = new DateTime(2026, 12, 1, 0, 0, 0, DateTimeKind.Utc), WasAccepted = true });
        Assert.Contains(found, d => d is { Code: "KT3001", Severity: DiagnosticSeverity.Warning });
    }

    [Fact]
    public void Load_AcceptedDocumentThatCannotBeRead_IsStillRefused() =>
        Assert.Null(PolicyEngine.Load("pack: [", new PolicyOptions { WasAccepted = true }).Plan);
}
