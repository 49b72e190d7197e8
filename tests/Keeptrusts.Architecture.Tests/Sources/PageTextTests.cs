using System.Text.RegularExpressions;

namespace Keeptrusts.Architecture.Tests.Sources;

/// <summary>
/// The compiler of pages drops white space that stands alone: between tags of <c>text</c>, and before and after a block of code. Words then run together.
/// </summary>
public sealed partial class PageTextTests
{
    [Fact]
    public void Pages_OfTheConsole_LoseNoSpaceBetweenWords()
    {
        var wrong = Clone.Files.Where(f => f.Extension == ".razor").SelectMany(f => Lost().Matches(f.Text).Select(m => $"{f.Path}: {m.Value}"));

        Expect.None(wrong, """A space that shall be seen is written @(" "):""");
    }

    [Theory, InlineData("<b>a</b> <text> </text>"), InlineData("<b>a</b> @if (x) { <i>b</i> }"), InlineData("@Label @if (x) { <i>b</i> }"), InlineData("@if (x) { <i>b</i> } @if (y) { <i>c</i> }"), InlineData("@if (x) { <i>b</i> } <i>c</i>")]
    public void LostSpace_OfAnyForm_IsFound(string page) => Assert.Matches(Lost(), page);

    [GeneratedRegex("""<text>\s+</text>|(?:[^=]>|\}|@[A-Za-z][\w.()]*) +@(?:if|foreach|for|switch) \(|\} +<[a-z]""", RegexOptions.IgnoreCase)]
    private static partial Regex Lost();
}
