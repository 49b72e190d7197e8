using System.Buffers;

namespace Keeptrusts.Policy.Injection.Rules;

/// <summary>
/// Forged prompt delimiters of the common chat formats, and Markdown images that carry data away. The formats are those that
/// ChatML, Llama 2 and 3, Gemma, Alpaca and Phi document.
/// </summary>
internal static class LiteralRules
{
    private const int MostMatches = 64;
    private const int LongestLink = 1000;

    private static readonly LiteralRule[] All =
    [
        new("<|im_start|>system", "delimiter", 75, 90),
        new("<|im_start|>assistant", "delimiter", 60, 85),
        new("<|im_start|>developer", "delimiter", 75, 90),
        new("<|im_end|>", "delimiter", 0, 75),
        new("<|start_header_id|>system", "delimiter", 75, 90),
        new("<|start_header_id|>assistant", "delimiter", 60, 85),
        new("<|eot_id|>", "delimiter", 0, 75),
        new("<|system|>", "delimiter", 60, 85, LineStart: true),
        new("<|assistant|>", "delimiter", 0, 80, LineStart: true),
        new("<|endoftext|>", "delimiter", 0, 60),
        new("[inst]", "delimiter", 0, 80, LineStart: true),
        new("[/inst]", "delimiter", 0, 80),
        new("<<sys>>", "delimiter", 70, 85),
        new("<</sys>>", "delimiter", 0, 80),
        new("<start_of_turn>model", "delimiter", 60, 85),
        new("<end_of_turn>", "delimiter", 0, 75),
        new("### system:", "delimiter", 65, 85, LineStart: true),
        new("###system:", "delimiter", 65, 85, LineStart: true),
        new("### system prompt", "delimiter", 55, 75, LineStart: true),
        new("### system message", "delimiter", 60, 80, LineStart: true),
        new("### new instructions", "delimiter", 70, 85, LineStart: true),
        new("### instruction:", "delimiter", 0, 70, LineStart: true),
        new("### response:", "delimiter", 0, 70, LineStart: true),
        new("[system]", "delimiter", 0, 75, LineStart: true),
        new("[system message]", "delimiter", 60, 80, LineStart: true),
        new("[system override]", "delimiter", 80, 90),
        new("[admin override]", "delimiter", 80, 90),
        new("<system>", "delimiter", 0, 75, LineStart: true),
        new("</system>", "delimiter", 0, 75),
        new("</user_input>", "delimiter", 0, 80),
        new("</untrusted>", "delimiter", 0, 80),
        new("</document>\n<system", "delimiter", 60, 85),
        new("begin system prompt", "delimiter", 60, 80),
        new("end of system prompt", "delimiter", 60, 80),
        new("end of prompt]", "delimiter", 55, 75),
        new("system:", "delimiter", 0, 0, LineStart: true),
        new("assistant:", "delimiter", 0, 0, LineStart: true),
        new("human:", "delimiter", 0, 0, LineStart: true),
        new("![", "image", 0, 0),
        new("<img", "image", 0, 0),
    ];

    private static readonly SearchValues<char> LinkEnds = SearchValues.Create(" \n\t>\"'");
    private static readonly SearchValues<string> Needles = SearchValues.Create([.. All.Select(r => r.Text)], StringComparison.Ordinal);

    /// <summary>Replaces the content of <paramref name="matches"/>.</summary>
    public static void Find(ReadOnlySpan<char> units, bool untrusted, List<LiteralMatch> matches)
    {
        matches.Clear();
        for (var from = 0; from < units.Length && matches.Count < MostMatches;)
        {
            var hit = units[from..].IndexOfAny(Needles);
            if (hit < 0)
            {
                return;
            }

            from += hit;
            Take(units, from, untrusted, matches);
            from++;
        }
    }

    private static void Take(ReadOnlySpan<char> units, int at, bool untrusted, List<LiteralMatch> matches)
    {
        foreach (var rule in All)
        {
            if (!units[at..].StartsWith(rule.Text, StringComparison.Ordinal))
            {
                continue;
            }

            if (rule.Id == "image")
            {
                if (ImageEnd(units, at) is var end and > 0)
                {
                    matches.Add(new LiteralMatch("exfiltration", untrusted ? 85 : 70, at, end));
                }
            }
            else
            {
                var counts = !rule.LineStart || StartsLine(units, at);
                matches.Add(new LiteralMatch(rule.Id, counts ? rule.Floor(untrusted) : 0, at, at + rule.Text.Length));
            }

            return;
        }
    }

    private static bool StartsLine(ReadOnlySpan<char> units, int at)
    {
        while (at > 0 && units[at - 1] is ' ' or '\t' or '"' or '\'')
        {
            at--;
        }

        return at == 0 || units[at - 1] is '\n' or '\r';
    }

    /// <summary>Behind an image whose address has a query with a place to fill in, such as <c>?q={secret}</c> or <c>?data=[history]</c>; 0 where there is none.</summary>
    private static int ImageEnd(ReadOnlySpan<char> units, int at)
    {
        var link = units.Slice(at, Math.Min(LongestLink, units.Length - at));
        var address = link.IndexOf("http", StringComparison.Ordinal);
        if (address < 0 || link[..address].IndexOfAny('\n', '>') >= 0)
        {
            return 0;
        }

        var length = link[address..].IndexOfAny(LinkEnds);
        var url = link.Slice(address, length < 0 ? link.Length - address : length);
        var query = url.IndexOf('?');
        if (query < 0)
        {
            return 0;
        }

        return url[query..].IndexOfAny("{[<$") >= 0 || url[query..].EndsWith("=)", StringComparison.Ordinal) ? at + address + url.Length : 0;
    }
}
