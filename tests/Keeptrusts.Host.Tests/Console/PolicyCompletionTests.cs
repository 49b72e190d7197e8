using Keeptrusts.Host.Console.Editing;

namespace Keeptrusts.Host.Tests.Console;

/// <summary>What the editor offers where the cursor is, written <c>|</c>.</summary>
public sealed class PolicyCompletionTests
{
    [Theory]
    [InlineData("|", "pack")]
    [InlineData("pack:\n  |", "name")]
    [InlineData("pack:\n  name: x\n  ver|\npolicies:\n", "version")]
    [InlineData("policies:\n  |", "chain")]
    [InlineData("policy:\n  pii-detector:\n    |", "action")]
    [InlineData("policy:\n  pii-detector:\n    action: |", "redact")]
    [InlineData("policy:\n  pii-detector: { action: | }", "redact")]
    [InlineData("policy:\n  pii-detector: { | }", "entities")]
    [InlineData("policy:\n  mine:\n    kind: |", "rate-limit")]
    [InlineData("policy:\n  mine:\n    kind: rate-limit\n    |", "window_seconds")]
    [InlineData("policy:\n  cost-cap:\n    budgets:\n      - scope: |", "team")]
    [InlineData("policy:\n  cost-cap:\n    budgets:\n      - scope: team\n        |", "hard_cap_usd")]
    [InlineData("policy:\n  cost-cap:\n    budgets:\n    - scope: team\n      |", "hard_cap_usd")]
    [InlineData("policy:\n  cost-cap:\n    budgets: [{ scope: team, | }]", "hard_cap_usd")]
    [InlineData("providers:\n  targets:\n    - id: a\n      provider: |", "openai-compatible")]
    [InlineData("pack: { enabled: | }", "true")]
    [InlineData("policies:\n  chain:\n    - |\npolicy:\n  my-own:\n    kind: dlp-filter\n", "my-own")]
    [InlineData("policies:\n  chain: [|]\npolicy:\n  my-own: { kind: dlp-filter }\n", "my-own")]
    [InlineData("policies:\n  chain: [audit-logger, |]", "pii-detector")]
    [InlineData("policies:\n  chain: [my-own]\npolicy:\n  |", "my-own")]
    [InlineData("policies:\n  |chain: []", "chain")]
    public void At_APlace_OffersWhatTheSchemaAllows(string text, string expected) => Assert.Contains(expected, Labels(text));

    [Theory]
    [InlineData("pack:\n  name: x\n  |", "name")] // it is there already
    [InlineData("pack:\n  |\n  name: x", "name")]
    [InlineData("policy:\n  mine:\n    kind: rate-limit\n    |", "entities")] // of another kind
    [InlineData("policies:\n  chain: [pii-detector, |]", "pii-detector")]
    [InlineData("policies:\n  chain:\n    - pii-detector\n    - |", "pii-detector")]
    [InlineData("policy:\n  cost-cap:\n    budgets:\n      - scope: team\n      - |", "pack")]
    public void At_APlace_DoesNotOfferWhatCannotStandThere(string text, string unwanted) => Assert.DoesNotContain(unwanted, Labels(text));

    [Theory]
    [InlineData("# pack: |")]
    [InlineData("pack: # |")]
    [InlineData("unknown:\n  deeper:\n    |")]
    public void At_APlaceWithoutAnythingToSay_OffersNothing(string text) => Assert.Empty(Labels(text));

    [Fact]
    public void At_AHalfWrittenWord_ReplacesItFromItsBeginning()
    {
        var (text, line, column) = Cursor("policy:\n  pii-detector: { action: re| }");
        Assert.Equal(column - 2, PolicyCompletion.At(text, line, column).From);
    }

    [Fact]
    public void At_AKeyOfAList_BeginsTheList()
    {
        var (text, line, column) = Cursor("policies:\n  |");
        Assert.Equal("chain:\n  - ", PolicyCompletion.At(text, line, column).Items.Single(i => i.Label == "chain").Insert);
    }

    [Fact]
    public void At_AnyCutOfARealDocument_NeverFails()
    {
        var text = Keeptrusts.Policy.Templates.TemplateCatalog.Shipped.Find("standard-prod")!.Text;
        var lines = text.Split('\n');
        for (var line = 1; line <= lines.Length; line++)
        {
            for (var column = 1; column <= lines[line - 1].Length + 1; column += 3)
            {
                Assert.NotNull(PolicyCompletion.At(text, line, column).Items);
                _ = PolicyCompletion.About(text, line, column);
            }
        }
    }

    [Theory]
    [InlineData("policy:\n  rate-limit:\n    window_sec|onds: 60", "Length of a window")]
    [InlineData("policies:\n  chain: [rate-l|imit]", "Limits requests")]
    [InlineData("pac|k: {}", "")]
    public void About_AWord_SaysWhatTheSchemaSays(string text, string expected)
    {
        var (plain, line, column) = Cursor(text);
        Assert.StartsWith(expected, PolicyCompletion.About(plain, line, column), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Labels(string text)
    {
        var (plain, line, column) = Cursor(text);
        return [.. PolicyCompletion.At(plain, line, column).Items.Select(i => i.Label)];
    }

    private static (string Text, int Line, int Column) Cursor(string text)
    {
        var before = text[..text.IndexOf('|', StringComparison.Ordinal)];
        return (text.Replace("|", "", StringComparison.Ordinal), before.Count(c => c == '\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}
