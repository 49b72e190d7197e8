using Keeptrusts.Host.Console.Editing;
using Keeptrusts.Host.Console.Shared;

namespace Keeptrusts.Host.Tests.Console;

public sealed class DiffRowTests
{
    [Fact]
    public void Of_AReplacedLine_StandsBesideTheOneThatReplacesIt()
    {
        var rows = DiffRow.Of("a\nb\nc\n", "a\nx\ny\nc\n", all: true);
        Assert.Equal(
            [new(1, "a", 1, "a", true), new(2, "b", 2, "x", false), new(null, null, 3, "y", false), new DiffRow(3, "c", 4, "c", true)],
            rows);
    }

    [Fact]
    public void Of_ManyEqualLines_StandForThemselvesAsACount()
    {
        var before = string.Join('\n', Enumerable.Range(1, 40));
        var rows = DiffRow.Of(before, before.Replace("20", "twenty", StringComparison.Ordinal), all: false);
        Assert.Equal([16, 17], rows.Where(r => r.Skipped > 0).Select(r => r.Skipped));
        Assert.Equal("twenty", rows.Single(r => !r.IsEqual).Right);
        Assert.Equal(40, rows.Sum(r => Math.Max(1, r.Skipped)));
    }

    [Fact]
    public void Of_TwoTexts_GivesEachBackWhole()
    {
        var random = new Random(7);
        for (var i = 0; i < 200; i++)
        {
            var (before, after) = (Text(random), Text(random));
            var rows = DiffRow.Of(before, after, all: true);
            Assert.Equal(before, string.Concat(rows.Where(r => r.Left is not null).Select(r => r.Left + "\n")));
            Assert.Equal(after, string.Concat(rows.Where(r => r.Right is not null).Select(r => r.Right + "\n")));
        }
    }

    [Theory]
    [InlineData("plain\ttext", "plain\ttext")]
    [InlineData("a\u202eb", "a‹U+202E›b")]
    [InlineData("a\u0007b", "a\u2407b")]
    public void VisibleText_OfHiddenCharacters_ShowsThem(string text, string expected) => Assert.Equal(expected, VisibleText.Of(text));

    [Theory]
    [InlineData("# about\n# it\npack:\n  name: old # kept\n  version: 7.1.0\npolicies: { chain: [] }\n", "pack:\n  name: new # kept\n  version: 1.0.0\npolicies: { chain: [] }\n")]
    [InlineData("pack: { name: \"old\", version: 2.0.0, enabled: true }\npolicy: { x: { name: old } }\n", "pack: { name: new, version: 1.0.0, enabled: true }\npolicy: { x: { name: old } }\n")]
    [InlineData("policies: {}\n", "policies: {}\n")]
    public void TemplateText_Renamed_SaysTheNewNameAndItsFirstVersion(string text, string expected) => Assert.Equal(expected, TemplateText.Renamed(text, "new"));

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => $"{random.Next(4)}\n"));
}
