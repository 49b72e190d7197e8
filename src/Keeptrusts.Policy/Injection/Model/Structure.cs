using Keeptrusts.Policy.Injection.Normalization;
using Keeptrusts.Policy.Injection.Rules;
using Keeptrusts.Policy.Injection.Tokens;

namespace Keeptrusts.Policy.Injection.Model;

/// <summary>The structural signals of a window: which rules hold, how the text was disguised, its length, whether it asks.</summary>
internal static class Structure
{
    private static readonly Dictionary<string, int> Rule = RuleTable.Embedded.Rules.Select(r => r.Id).Distinct().ToDictionary(id => id, id => FeatureHash.Index("rule:" + id));
    private static readonly Dictionary<string, int> Negated = Rule.Keys.ToDictionary(id => id, id => FeatureHash.Index("negated:" + id));
    private static readonly int Two = FeatureHash.Index("rules:2");
    private static readonly int Three = FeatureHash.Index("rules:3");
    private static readonly int Question = FeatureHash.Index("question");
    private static readonly int Short = FeatureHash.Index("length:6");
    private static readonly int Middle = FeatureHash.Index("length:16");
    private static readonly int Long = FeatureHash.Index("length:40");
    private static readonly int Mention = FeatureHash.Index("mention");
    private static readonly int Disguised = FeatureHash.Index("disguised");
    private static readonly int Delimiter = FeatureHash.Index("delimiter");

    /// <summary>Adds the numbers of the signals that the window from token <paramref name="first"/> to before <paramref name="end"/> shows.</summary>
    public static void Add(ScoringBuffers buffers, int first, int end, List<int> features)
    {
        features.Clear();
        var different = 0;
        foreach (var match in buffers.Matches)
        {
            if (match.Start < first || match.Start >= end)
            {
                continue;
            }

            var feature = match.Negated ? Negated[match.Rule.Id] : Rule[match.Rule.Id];
            if (!features.Contains(feature))
            {
                features.Add(feature);
                different += match.Negated ? 0 : 1;
            }
        }

        AddIf(features, different >= 2, Two);
        AddIf(features, different >= 3, Three);
        AddIf(features, end - first <= 6, Short);
        AddIf(features, end - first is > 6 and <= 16, Middle);
        AddIf(features, end - first > 40, Long);

        var (start, behind) = Span(buffers.Tokens, buffers.Text, first, end);
        AddIf(features, EndsAsking(buffers.Text.Units[start..behind]), Question);
        AddIf(features, (buffers.Text.Signs & ~NormalSigns.Invisible) != 0, Disguised);
        AddIf(features, Mentions(buffers.Tokens, first, end), Mention);
        foreach (var literal in buffers.Literals)
        {
            if (literal.Start >= start && literal.Start < behind && !features.Contains(Delimiter))
            {
                features.Add(Delimiter);
            }
        }
    }

    /// <summary>Whether the window has a word that shows talk about phrases.</summary>
    public static bool Mentions(List<Token> tokens, int first, int end)
    {
        var table = RuleTable.Embedded;
        for (var i = first; i < end; i++)
        {
            if (table.IsAny(tokens[i].State, table.Mentions))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Units of the window, with the signs around its words.</summary>
    private static (int Start, int End) Span(List<Token> tokens, NormalText text, int first, int end) =>
        (first == 0 ? 0 : tokens[first].Start, end == tokens.Count ? text.Length : tokens[end].Start);

    private static bool EndsAsking(ReadOnlySpan<char> units) => units.TrimEnd(" \n\r\t\"').") is [.., '?'];

    private static void AddIf(List<int> features, bool holds, int feature)
    {
        if (holds)
        {
            features.Add(feature);
        }
    }
}
