using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Tests.Text.Matching.Joined;

/// <summary>The definition run by brute force over a short text: every detector, every start, every end, naive merging.</summary>
internal static class SmallOracle
{
    private const int LongestContinuation = 4;

    private static readonly string[] Continuations = [.. Texts(LongestContinuation)];

    /// <summary>All texts up to a length, the empty one left out.</summary>
    public static IEnumerable<string> Texts(int longest)
    {
        IEnumerable<string> texts = [""];
        for (var length = 1; length <= longest; length++)
        {
            texts = [.. texts, .. texts.Where(t => t.Length == length - 1).SelectMany(t => SmallDetector.Alphabet.Select(c => t + c))];
        }

        return texts.Where(t => t.Length > 0);
    }

    /// <summary>What a sink hears in the end: text with markers, what was found, and which characters findings cover.</summary>
    public static Heard Judge(SmallDetector[] detectors, MatchRule[] rules, string text)
    {
        var found = new List<(int Rule, int Start, int End, bool Allowed)>();
        var vanished = new bool[text.Length];
        for (var d = 0; d < detectors.Length; d++)
        {
            for (var start = 0; start < text.Length; start++)
            {
                if (LongestEnd(detectors[d], text, start) is not { } longest)
                {
                    continue;
                }

                for (var r = 0; r < rules.Length; r++)
                {
                    if (rules[r].Detector == d)
                    {
                        found.Add((r, start, longest.End, rules[r].AllowList.Contains(text[start..longest.End])));
                        MarkTail(vanished, rules[r].Redacts ? longest.Tail : longest.End, longest.End);
                    }
                }
            }
        }

        return Merge(rules, text, found, vanished);
    }

    /// <summary>The first start that holds text back after a prefix: one that something can still complete, or whose boundary waits.</summary>
    public static int FirstOpen(SmallDetector[] detectors, string prefix)
    {
        for (var start = 0; start < prefix.Length; start++)
        {
            if (detectors.Any(d => d.MayStart(prefix.AsSpan(0, start), prefix[start]) && (Completable(d, prefix, start) || Waits(d, prefix, start))))
            {
                return start;
            }
        }

        return prefix.Length;
    }

    /// <summary>Whether something that begins with a text from a start on can be accepted and is longer.</summary>
    public static bool Completable(SmallDetector detector, string prefix, int start) =>
        Continuations.Any(c => Enumerable.Range(1, c.Length).Any(n => detector.Accepts(prefix + c, start, prefix.Length + n)));

    /// <summary>The longest end that is accepted in every respect after a prefix of a text, and where what vanishes behind it ends.</summary>
    public static (int End, int Tail)? LongestEnd(SmallDetector detector, string text, int start, bool atEnd = true)
    {
        if (!detector.MayStart(text.AsSpan(0, start), text[start]))
        {
            return null;
        }

        var most = start + detector.MaxLength;
        for (var end = Math.Min(text.Length, most); end > start; end--)
        {
            var capped = end == most && most < text.Length && Completable(detector, text[..end], start);
            var following = text.AsSpan(end, Math.Min(SpanDetector.MaxFollowing, text.Length - end));
            if (detector.Accepts(capped ? text[..end] : text, start, end)
                && (capped || detector.MayEnd(text.AsSpan(start, end - start), following, atEnd && following.Length < SpanDetector.MaxFollowing) == SpanEnd.Holds)
                && Score(detector, text, start, end) > 0)
            {
                return (end, capped ? Tail(detector, text, start, end) : end);
            }
        }

        return null;
    }

    private static int Tail(SmallDetector detector, string text, int start, int end)
    {
        while (end < text.Length && (detector.Accepts(text[..(end + 1)], start, end + 1) || Completable(detector, text[..(end + 1)], start)))
        {
            end++;
        }

        return end;
    }

    private static void MarkTail(bool[] vanished, int tail, int end)
    {
        for (var i = end; i < tail; i++)
        {
            vanished[i] = true;
        }
    }

    private static double Score(SmallDetector detector, string text, int start, int end) =>
        detector.Score(new SpanText(text.AsSpan(start, end - start), text.AsSpan(start, end - start), text.AsSpan(0, start), detector.InContext(text.AsSpan(0, start))));

    private static bool Waits(SmallDetector detector, string prefix, int start) =>
        Enumerable.Range(start + 1, prefix.Length - start).Any(end => end - start <= detector.MaxLength && Ends(detector, prefix, start, end) == SpanEnd.Undecided);

    // What follows is unknown: what every continuation agrees on is decided.
    private static SpanEnd Ends(SmallDetector detector, string prefix, int start, int end)
    {
        var accepted = Continuations.Prepend("").Where(c => c.Length <= 2).Select(c => detector.Accepts(prefix + c, start, end)).Distinct().ToList();
        if (accepted is [false])
        {
            return SpanEnd.Fails;
        }

        var following = prefix.AsSpan(end, Math.Min(SpanDetector.MaxFollowing, prefix.Length - end));
        var boundary = detector.MayEnd(prefix.AsSpan(start, end - start), following, false);
        return boundary == SpanEnd.Holds && accepted.Count > 1 ? SpanEnd.Undecided : boundary;
    }

    private static Heard Merge(MatchRule[] rules, string text, List<(int Rule, int Start, int End, bool Allowed)> all, bool[] vanished)
    {
        bool Shielded((int Rule, int Start, int End, bool Allowed) c) =>
            all.Any(s => s.Allowed && rules[s.Rule].Policy == rules[c.Rule].Policy && s.Start <= c.Start && s.End >= c.End);

        var found = all.Where(c => !Shielded(c)).OrderBy(c => c.Start).ThenByDescending(c => c.End).ThenBy(c => c.Rule).ToList();
        var stop = found.Where(c => rules[c.Rule].Stops).Select(c => c.Start).DefaultIfEmpty(text.Length).Min();
        var stops = stop < text.Length;
        found = [.. found.Where(c => c.Start <= stop)];
        var output = new List<string>();
        var winnerEnd = 0;
        for (var i = 0; i < stop; i++)
        {
            foreach (var c in found.Where(c => c.Start == i && rules[c.Rule].Redacts && c.Start >= winnerEnd))
            {
                output.Add($"[{c.Rule}:{c.End - c.Start}]");
                winnerEnd = c.End;
                break;
            }

            if (!vanished[i] && !found.Any(c => rules[c.Rule].Redacts && c.Start <= i && i < c.End))
            {
                output.Add(text[i].ToString());
            }
        }

        return new Heard(string.Concat(output), [.. found.Select(c => (c.Rule, c.Start, c.End))], stops);
    }
}
