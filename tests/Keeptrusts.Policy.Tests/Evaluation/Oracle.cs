using System.Text;
using System.Text.RegularExpressions;
using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Text.Folding;
using Keeptrusts.Policy.Text.Matching;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Tests.Evaluation;

/// <summary>
/// The specification run by brute force over a whole text: every start, every end, .NET's backtracking regular expressions, naive merging.
/// It shares boundaries, context and validators with the product, and nothing else.
/// </summary>
internal static class Oracle
{
    private static readonly Dictionary<string, Regex> Expressions = [];

    public static (string Output, List<(string Type, int Start, int End)> Findings) Redact(SpanPhase phase, string text)
    {
        var units = Fold(text);
        var folded = string.Concat(units.Select(u => u.Unit));
        var cased = string.Concat(units.Select(u => char.IsAsciiLetterLower(u.Unit) && u.End - u.Start is var width and > 0 && IsUpper(text, u.Start, width) ? char.ToUpperInvariant(u.Unit) : u.Unit));
        var all = new List<(int Rule, int Start, int End, bool Allowed)>();
        for (var rule = 0; rule < phase.Rules.Count; rule++)
        {
            var detector = (PatternDetector)DetectorCatalog.Find(phase.Rules[rule].Type)!;
            for (var start = 0; start < folded.Length; start++)
            {
                if (LongestEnd(detector, folded, cased, units, start) is { } end)
                {
                    var allowed = phase.Rules[rule].AllowList.Any(a => FoldTable.FoldText(a) == folded[start..end]);
                    all.Add((rule, units[start].Start, units[end - 1].End, allowed));
                }
            }
        }

        return Merge(phase, text, all);
    }

    private static int? LongestEnd(PatternDetector detector, string folded, string cased, List<(char Unit, int Start, int End)> units, int start)
    {
        var left = folded.AsSpan(Math.Max(0, start - SpanDetector.ContextLength), Math.Min(start, SpanDetector.ContextLength));
        if (!detector.MayStart(left, folded[start]))
        {
            return null;
        }

        var pattern = detector.ContextPattern is { } more && detector.InContext(left) ? $"{detector.Pattern}|{more}" : detector.Pattern;
        if (!Expressions.TryGetValue(pattern, out var expression))
        {
            Expressions[pattern] = expression = new Regex($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant);
        }

        for (var end = Math.Min(folded.Length, start + SpanDetector.DefaultMaxLength); end > start; end--)
        {
            var span = folded.AsSpan(start, end - start);
            var following = folded.AsSpan(end, Math.Min(SpanDetector.MaxFollowing, folded.Length - end));
            if (!Enumerable.Range(start, end - start).Any(i => units[i].Start == units[i].End)
                && expression.IsMatch(span)
                && detector.MayEnd(span, following, following.Length < SpanDetector.MaxFollowing) == SpanEnd.Holds
                && detector.Score(new SpanText(span, cased.AsSpan(start, end - start), left, detector.InContext(left))) > 0)
            {
                return end;
            }
        }

        return null;
    }

    private static (string Output, List<(string Type, int Start, int End)> Findings) Merge(
        SpanPhase phase, string text, List<(int Rule, int Start, int End, bool Allowed)> all)
    {
        bool Shielded((int Rule, int Start, int End, bool Allowed) c) => all.Any(s => s.Allowed
            && phase.Rules[s.Rule].Policy == phase.Rules[c.Rule].Policy && s.Start <= c.Start && s.End >= c.End);
        bool Acts(int rule, PolicyAction action) => phase.Rules[rule].Action == action && !phase.Rules[rule].Shadow;

        var found = all.Where(c => !Shielded(c)).OrderBy(c => c.Start).ThenByDescending(c => c.End).ThenBy(c => c.Rule).ToList();
        var stop = phase.Phase == PolicyPhase.Output
            ? found.Where(c => Acts(c.Rule, PolicyAction.Block)).Select(c => c.Start).DefaultIfEmpty(text.Length).Min()
            : text.Length;
        found = [.. found.Where(c => c.Start <= stop)];
        var redactions = found.Where(c => Acts(c.Rule, PolicyAction.Redact) && c.Start < stop).ToList();
        var markers = new Dictionary<int, string>();
        var winnerEnd = 0;
        foreach (var c in redactions)
        {
            if (c.Start >= winnerEnd)
            {
                markers.Add(c.Start, phase.Rules[c.Rule].Marker);
                winnerEnd = c.End;
            }
        }

        var output = new StringBuilder();
        for (var i = 0; i < stop; i++)
        {
            output.Append(markers.GetValueOrDefault(i));
            output.Append(redactions.Any(c => c.Start <= i && i < c.End) ? "" : text[i].ToString());
        }

        return (output.ToString(), [.. found.Select(c => (phase.Rules[c.Rule].Type, c.Start, c.End))]);
    }

    private static bool IsUpper(string text, int start, int width) => width == 2 ? Rune.IsUpper(new Rune(text[start], text[start + 1])) : char.IsUpper(text[start]);

    private static List<(char Unit, int Start, int End)> Fold(string text)
    {
        var units = new List<(char Unit, int Start, int End)>();
        var deleted = 0;
        for (var i = 0; i < text.Length;)
        {
            var width = i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 2 : 1;
            var folded = FoldTable.FoldText(text.Substring(i, width));
            deleted = folded.Length == 0 ? deleted + 1 : 0;
            if (deleted == FoldedText.MaxIgnorableRun + 1)
            {
                units.Add((FoldedText.Wall, i + width, i + width));
            }

            for (var k = 0; k < folded.Length; k++)
            {
                units.Add((folded[k], folded.Length == 2 ? i + k : i, folded.Length == 2 ? i + k + 1 : i + width));
            }

            i += width;
        }

        return units;
    }
}
