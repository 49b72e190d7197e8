using Keeptrusts.Policy;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Verdicts;
using CustomKind;

namespace Keeptrusts.EndToEnd.Tests.SampleProjects;

/// <summary>The sample of a kind of one's own, with its document and schema file, through public types alone.</summary>
public sealed class CustomKindTests
{
    private static readonly string Folder = AppContext.BaseDirectory;

    private static readonly string Document = File.ReadAllText(Path.Combine(Folder, "policy-config.yaml"));

    private static PolicyOptions Inside => new() { Kinds = [new TicketRequiredKind()], ReadFile = PolicyOptions.FilesOf(Folder) };

    private static PolicyOptions Outside => new() { ReadFile = PolicyOptions.FilesOf(Folder) };

    [Fact]
    public void SchemaFile_OfTheSample_IsWhatTheKindWrites() =>
        Assert.Equal(new TicketRequiredKind().JsonSchema(), File.ReadAllText(Path.Combine(Folder, "ticket-required.schema.json")).ReplaceLineEndings("\n"));

    [Fact]
    public void Document_OfTheSample_LintsCleanInsideAndOutside()
    {
        Assert.Empty(PolicyEngine.Lint(Document, Inside));
        Assert.Empty(PolicyEngine.Lint(Document, Outside));
        var missing = Assert.Single(PolicyEngine.Load(Document, Outside).Diagnostics);
        Assert.Equal(("KT0006", DiagnosticSeverity.Error, "kinds.ticket-required"), (missing.Code, missing.Severity, missing.Path));
    }

    [Theory]
    [InlineData("shortest_number: 2", "shortest_number: 10", "KT0005", "policy.ticket-required.shortest_number")]
    [InlineData("projects: [PAY, OPS]", "project: [PAY, OPS]", "KT0003", "policy.ticket-required.project")]
    [InlineData("projects: [PAY, OPS], ", "", "KT0004", "policy.ticket-required.projects")]
    [InlineData("action: block, ", "", "KT0004", "policy.ticket-required.action")]
    public void Document_WithAMistake_GetsTheSameWordInsideAndOutside(string right, string wrong, string code, string path)
    {
        var broken = Document.Replace(right, wrong, StringComparison.Ordinal);
        var inside = Assert.Single(PolicyEngine.Lint(broken, Inside));
        Assert.Equal((code, path), (inside.Code, inside.Path));
        Assert.Equivalent(inside, Assert.Single(PolicyEngine.Lint(broken, Outside)), strict: true);
    }

    [Fact]
    public void Lint_OfTheKind_PointsAtTheValue()
    {
        var only = Assert.Single(PolicyEngine.Lint(Document.Replace("OPS", "ops", StringComparison.Ordinal), Inside));
        Assert.Equal(("TICKET001", "policy.ticket-required.projects[1]", 11, 53), (only.Code, only.Path, only.Span.Line, only.Span.Column));
    }

    [Theory]
    [InlineData("draft a refund for PAY-17", Verdict.Allow, "all_policies_passed")]
    [InlineData("draft a refund for PAY-1", Verdict.Block, "ticket_missing")]
    [InlineData("mail jane@example.com about OPS-42", Verdict.Redact, "pii_detected")]
    public async Task Evaluate_Text_IsJudgedByTheKind(string text, Verdict verdict, string reason)
    {
        var context = new PolicyContext();
        var plan = PolicyEngine.Load(Document, Inside).Plan!;
        using var evaluation = plan.Scope(context, TimeProvider.System.GetUtcNow()).Begin(PolicyPhase.Input, new PolicyCall(context));
        evaluation.Rewrite(text);
        var outcome = await evaluation.CompleteAsync(TestContext.Current.CancellationToken);
        Assert.Equal((verdict, reason), (outcome.Verdict, outcome.ReasonCode));
        Assert.Equal(reason == "ticket_missing" ? "name the ticket that this is for" : null, outcome.Decider?.Message);
    }
}
