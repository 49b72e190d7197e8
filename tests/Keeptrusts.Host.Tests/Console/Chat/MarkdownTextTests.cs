using System.Diagnostics;
using Keeptrusts.Host.Console.Chat;

namespace Keeptrusts.Host.Tests.Console.Chat;

public sealed class MarkdownTextTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("<iframe src=\"https://evil.example\"></iframe>\n\n<b>x</b>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("[x](JaVaScRiPt&#58;alert(1))")]
    [InlineData("[x](data:text/html;base64,PHNjcmlwdD4=)")]
    [InlineData("[x]( vbscript:msgbox )")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("[x][1]\n\n[1]: javascript:alert(1)")]
    [InlineData("![x](https://evil.example/track.png)")]
    [InlineData("![x][1]\n\n[1]: https://evil.example/track.png")]
    [InlineData("[![x](https://evil.example/a.png)](javascript:alert(1))")]
    [InlineData("[x](/v1/users)")]
    [InlineData("[x](//evil.example)")]
    [InlineData("<a@b.example>")]
    [InlineData("```<script>\n</code></pre><script>alert(1)</script>\n```")]
    [InlineData("```\" onclick=\"alert(1)\nx\n```")]
    [InlineData("| <img src=x> |\n|---|\n| <script>x</script> |")]
    public void Of_HostileMarkdown_HasNoElementThatActs(string text)
    {
        var html = MarkdownText.Of(text)!.Value.Value;
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);
        Assert.Empty(document.Body!.QuerySelectorAll("script, img, iframe, object, embed, style, form, input, svg, a, base, link, meta"));
        Assert.DoesNotContain(document.All.SelectMany(e => e.Attributes), a => a.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("[x](https://example.org/a?b=c)")]
    [InlineData("<https://example.org/a?b=c>")]
    [InlineData("see https://example.org/a?b=c there")]
    public void Of_LinkToTheWeb_OpensElsewhereWithoutAReferrer(string text)
    {
        var link = Assert.Single(new AngleSharp.Html.Parser.HtmlParser().ParseDocument(MarkdownText.Of(text)!.Value.Value).QuerySelectorAll("a"));
        Assert.Equal("https://example.org/a?b=c", link.GetAttribute("href"));
        Assert.Equal(("noopener noreferrer nofollow", "_blank"), (link.GetAttribute("rel"), link.GetAttribute("target")));
    }

    [Theory]
    [InlineData("a\u202eb\u2066c\u200bd")]
    [InlineData("a&#x202E;b&#8294;c&#x200B;d")]
    public void Of_InvisibleCharacters_AreShownAsWhatTheyAre(string text)
    {
        var html = MarkdownText.Of(text)!.Value.Value;
        Assert.Equal("<p>a‹U+202E›b‹U+2066›c‹U+200B›d</p>\n", html);
    }

    [Fact]
    public void Of_LongOrDeepText_EndsSoonAndIsShownAsItIs()
    {
        var since = Stopwatch.GetTimestamp();
        Assert.Null(MarkdownText.Of(new string('x', MarkdownText.MostRendered + 1)));
        Assert.Null(MarkdownText.Of(string.Concat(Enumerable.Repeat("> ", 5000)) + "x"));
        foreach (var piece in (string[])["[", "![", "*a_ ", "<", "`", "| a ", "[a](", "&#x", "- "])
        {
            MarkdownText.Of(string.Concat(Enumerable.Repeat(piece, 20_000 / piece.Length)));
        }

        Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Of_Citations_LinkToPassagesThatThereAre()
    {
        var html = MarkdownText.Of("Thirty days [1], see [2] and [7][1]; not `[1]`.", mark => mark < 3 ? $"/chat#source-1-{mark}" : null)!.Value.Value;
        var links = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html).QuerySelectorAll("a.cite").Select(a => (a.TextContent, a.GetAttribute("href")));
        Assert.Equal([("[1]", "/chat#source-1-1"), ("[2]", "/chat#source-1-2"), ("[1]", "/chat#source-1-1")], links);
        Assert.Contains("[7]", html, StringComparison.Ordinal);
    }
}
