using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Keeptrusts.Host.ControlPlane.Knowledge.Reading;

/// <summary>HTML: what a reader of the page would see. Nothing is loaded and nothing runs.</summary>
internal static class HtmlReading
{
    private static readonly HashSet<string> Unseen = new(StringComparer.OrdinalIgnoreCase) { "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "select", "textarea", "nav" };

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "div", "section", "article", "main", "header", "footer", "aside", "ul", "ol", "li", "table", "tr", "blockquote", "pre", "figure", "figcaption", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "body",
    };

    public static void Read(string text, PieceCollector pieces)
    {
        using var document = new HtmlParser().ParseDocument(text);
        var paragraph = new StringBuilder();
        string? heading = null;
        var root = (INode?)document.Body;
        // Not by recursion: elements may be nested as deep as the file is long.
        for (var node = root; node is not null;)
        {
            pieces.Check();
            var name = (node as IElement)?.LocalName ?? "";
            var enters = !Unseen.Contains(name) && !(node is IElement element && element.HasAttribute("hidden"));
            if (node is IText words)
            {
                paragraph.Append(words.Data.Replace('\n', ' '));
            }
            else if (name == "br")
            {
                paragraph.Append('\n');
            }
            else if (Blocks.Contains(name))
            {
                Flush(paragraph, heading, pieces);
            }
            else if (name is "td" or "th")
            {
                paragraph.Append(" | ");
            }

            if (enters && node.FirstChild is { } child)
            {
                node = child;
                continue;
            }

            while (node is not null && node.NextSibling is null && node != root)
            {
                node = node.Parent;
                heading = End(node, paragraph, heading, pieces);
            }

            node = node == root ? null : node?.NextSibling;
        }

        Flush(paragraph, heading, pieces);
    }

    private static string? End(INode? node, StringBuilder paragraph, string? heading, PieceCollector pieces)
    {
        if (node is IElement { LocalName: ['h', >= '1' and <= '6'] })
        {
            var line = CleanText.Of(paragraph.ToString()).Replace('\n', ' ');
            heading = line.Length is 0 ? heading : line.Length > 80 ? line[..79] + "…" : line;
        }

        if (node is IElement element && Blocks.Contains(element.LocalName))
        {
            Flush(paragraph, heading, pieces);
        }

        return heading;
    }

    private static void Flush(StringBuilder paragraph, string? heading, PieceCollector pieces)
    {
        pieces.Add(heading, paragraph.ToString());
        paragraph.Clear();
    }
}
