using Keeptrusts.Policy.Text.Automata;

namespace Keeptrusts.Policy.Text.Checks;

/// <summary>Judges patterns of authors: can a stream be searched for it, and will it ever find anything?</summary>
internal static class PatternCheck
{
    /// <summary>Most starts of one pattern that may be under way at once.</summary>
    public const int MaxStarts = 64;

    /// <summary>Finds what is wrong with a pattern; empty where nothing is.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="realtime">Whether text is delivered while it is searched, so that a span without a longest length would hold it back.</param>
    public static IReadOnlyList<PatternFinding> Of(string pattern, bool realtime)
    {
        var (node, error) = PatternReader.Read(pattern);
        if (node is null)
        {
            return [new PatternFinding("KT4001", error!.Position, error.Message, "supported: literals, classes, groups, alternation, `? * + {n,m}`, `\\b`, `^` and `$`")];
        }

        var machine = new Machine([node]);
        if (Shape.MatchesEmpty(machine))
        {
            return [new PatternFinding("KT4004", 0, "the pattern matches the empty text", "make at least one part of it required")];
        }

        if (!Shape.MatchesInside(machine))
        {
            return [new PatternFinding("KT4003", 0, "the pattern is anchored so that it cannot match inside a message", "drop the anchors, or write `\\b` where a word must begin or end")];
        }

        var findings = new List<PatternFinding>();
        if (realtime && Shape.IsUnbounded(node))
        {
            findings.Add(new PatternFinding(
                "KT4002", 0, "the pattern matches texts of any length, so that a stream would have to wait for its end", "bound the repeat, such as `{1,40}`, or set `streaming: buffered`"));
        }

        if (StartCount.Of(machine, MaxStarts) > MaxStarts)
        {
            findings.Add(new PatternFinding(
                "KT4002", 0, $"more than {MaxStarts} matches of the pattern can be under way at once", "begin it with `\\b`, or bound what repeats at its start"));
        }

        return findings;
    }
}
