using System.Globalization;
using Keeptrusts.Host.Console.Shared;
using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace Keeptrusts.Host.Console.Chat;

/// <summary>
/// What a model wrote as HTML that can do nothing: no HTML of its own, no picture, links only to the web and without a referrer. Citations such as <c>[1]</c>
/// become links to their passages.
/// </summary>
internal static class MarkdownText
{
    /// <summary>Longer texts are shown as they are.</summary>
    public const int MostRendered = 100_000;

    private static readonly MarkdownPipeline Pipeline = Build();

    /// <param name="text">What was written.</param>
    /// <param name="cites">Where the passage of a mark stands on the page; <see langword="null"/>: there is no such passage.</param>
    /// <returns>HTML; <see langword="null"/> where the text is to be shown as it is.</returns>
    public static MarkupString? Of(string text, Func<int, string?>? cites = null)
    {
        if (text.Length > MostRendered)
        {
            return null;
        }

        try
        {
            var document = Markdown.Parse(VisibleText.Of(text), Pipeline);
            foreach (var node in document.Descendants().ToList())
            {
                Tame(node, cites);
            }

            using var html = new StringWriter(CultureInfo.InvariantCulture);
            var renderer = new HtmlRenderer(html);
            Pipeline.Setup(renderer);
            renderer.Render(document);
            return new MarkupString(html.ToString());
        }
        catch (ArgumentException)
        {
            return null; // Nested deeper than any text is.
        }
    }

    private static void Tame(MarkdownObject node, Func<int, string?>? cites)
    {
        switch (node)
        {
            case LinkInline { IsImage: true } image:
                image.ReplaceBy(new LiteralInline(Alternative(image)));
                break;
            case LinkInline link when !IsOfTheWeb(link.GetDynamicUrl?.Invoke() ?? link.Url):
                link.ReplaceBy(new ContainerInline());
                break;
            case LinkInline link:
                link.Title = null;
                Outward(link);
                break;
            case AutolinkInline { IsEmail: true } mail:
                mail.ReplaceBy(new LiteralInline(mail.Url));
                break;
            case AutolinkInline automatic when !IsOfTheWeb(automatic.Url):
                automatic.ReplaceBy(new LiteralInline(automatic.Url));
                break;
            case AutolinkInline automatic:
                Outward(automatic);
                break;
            case HtmlEntityInline entity:
                // Written as an entity, an invisible character is still one.
                entity.ReplaceBy(new LiteralInline(VisibleText.Of(entity.Transcoded.ToString())));
                break;
            case HeadingBlock heading:
                // The page has headings of its own; those of an answer stand below them.
                heading.Level = Math.Min(6, heading.Level + 2);
                break;
            case CitationParser.Citation citation:
                citation.ReplaceBy(Cite(citation.Mark, cites));
                break;
        }
    }

    private static void Outward(MarkdownObject link)
    {
        var attributes = link.GetAttributes();
        attributes.AddProperty("rel", "noopener noreferrer nofollow");
        attributes.AddProperty("target", "_blank");
    }

    private static string Alternative(LinkInline image)
    {
        var words = string.Concat(image.Descendants<LiteralInline>().Select(l => l.Content.ToString()));
        return words.Length > 0 ? $"[picture: {words}]" : "[picture]";
    }

    private static Inline Cite(int mark, Func<int, string?>? cites)
    {
        var text = new LiteralInline($"[{mark}]");
        if (cites?.Invoke(mark) is not { } place)
        {
            return text;
        }

        var link = new LinkInline(place, "");
        link.GetAttributes().AddClass("cite");
        link.GetAttributes().AddProperty("data-cite", "true");
        link.AppendChild(text);
        return link;
    }

    private static MarkdownPipeline Build()
    {
        var builder = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseEmphasisExtras().UseAutoLinks();
        builder.InlineParsers.Insert(0, new CitationParser());
        return builder.Build();
    }

    private static bool IsOfTheWeb(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";
}
