using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Keeptrusts.Policy.Text;
using Keeptrusts.Policy.Text.Automata;
using Keeptrusts.Policy.Text.Matching;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Tests.Text.Matching;

/// <summary>After every prefix exactly those characters wait that a match could still cover, by brute force over a small alphabet.</summary>
public sealed class HoldbackTests
{
    private const string Alphabet = "ab-";
    private const int LongestText = 5;
    private const int LongestContinuation = 4;

    private static readonly string[] Continuations = [.. Texts(LongestContinuation)];

    [Theory]
    [InlineData("ab")]
    [InlineData("ab{1,2}a")]
    [InlineData("ab*a")]
    [InlineData("a-?b|b-a-b")]
    [InlineData("(?:ab)+-|b")]
    [InlineData("[ab]{2,3}")]
    [InlineData("a(?:-a){0,2}|-b")]
    public void Held_EveryPrefix_IsWhatAMatchCouldStillCover(string pattern)
    {
        var expression = new Regex($@"\A(?:{pattern})\z", RegexOptions.CultureInvariant);
        foreach (var greedyEnd in new[] { true, false })
        {
            var detector = new TestDetector(pattern, greedyEnd);
            var matcher = new SpanMatcher(new MatchPlan([detector], [new MatchRule(0, 0, true, false, FrozenSet<string>.Empty)]));
            foreach (var text in Texts(LongestText))
            {
                matcher.Reset();
                foreach (var c in text)
                {
                    matcher.Write([c], new NullSink());
                }

                var expected = text.Length - Decided(detector, expression, text);
                Assert.True(expected == matcher.Held, $"pattern {pattern} after `{text}`: held {matcher.Held}, expected {expected}");
            }
        }
    }

    private static int Decided(TestDetector detector, Regex expression, string prefix)
    {
        var open = prefix.Length;
        for (var start = prefix.Length - 1; start >= 0; start--)
        {
            if (detector.MayStart(prefix.AsSpan(0, start), prefix[start])
                && (Completable(expression, prefix, start) || AwaitsBoundary(detector, expression, prefix, start)))
            {
                open = start;
            }
        }

        // What a final winner covers is replaced already, even behind the first open start; a loser's rest waits with what it is part of.
        var decided = open;
        var winnerEnd = 0;
        for (var start = 0; start < open; start++)
        {
            var from = start;
            for (var end = prefix.Length; end > start && from >= winnerEnd; end--)
            {
                var span = prefix.AsSpan(start, end - start);
                if (detector.MayStart(prefix.AsSpan(0, start), prefix[start]) && expression.IsMatch(span)
                    && detector.MayEnd(span, prefix.AsSpan(end), false) == SpanEnd.Holds && detector.Score(new SpanText(span, span, default, false)) > 0)
                {
                    winnerEnd = end;
                    decided = Math.Max(decided, end);
                }
            }
        }

        return decided;
    }

    private static bool Completable(Regex expression, string prefix, int start) =>
        Continuations.Any(c => Enumerable.Range(1, c.Length).Any(n => expression.IsMatch(string.Concat(prefix.AsSpan(start), c.AsSpan(0, n)))));

    private static bool AwaitsBoundary(TestDetector detector, Regex expression, string prefix, int start) =>
        Enumerable.Range(start + 1, prefix.Length - start).Any(end => expression.IsMatch(prefix.AsSpan(start, end - start))
            && detector.MayEnd(prefix.AsSpan(start, end - start), prefix.AsSpan(end), false) == SpanEnd.Undecided);

    private static IEnumerable<string> Texts(int longest)
    {
        IEnumerable<string> texts = [""];
        for (var length = 1; length <= longest; length++)
        {
            texts = [.. texts.Where(t => t.Length == length - 1).SelectMany(t => Alphabet.Select(c => t + c)), .. texts];
        }

        return texts.Where(t => t.Length > 0);
    }

    private sealed class NullSink : ISpanSink
    {
        public void Copy(int count)
        {
        }

        public void Replace(int count, int rule)
        {
        }

        public void Found(int rule, int start, int end, double score)
        {
        }

        public void Failed(int rule)
        {
        }
    }

    /// <summary>A span may end before anything but `b`, or before `b` that `-` follows; a validator that refuses some spans by their sum.</summary>
    private sealed class TestDetector(string pattern, bool anyEnd) : SpanDetector
    {
        public override string Name => "TEST";

        public override PatternNode Form { get; } = PatternReader.Read(pattern).Node!;

        public override bool MayStart(ReadOnlySpan<char> left, char first) => left is not [.., 'b', 'b'];

        public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) =>
            anyEnd || following is [not 'b', ..] ? SpanEnd.Holds
            : following.IsEmpty ? (atEnd ? SpanEnd.Holds : SpanEnd.Undecided)
            : following.Length == 1 ? (atEnd ? SpanEnd.Fails : SpanEnd.Undecided)
            : following[1] == '-' ? SpanEnd.Holds : SpanEnd.Fails;

        public override double Score(in SpanText span) => (span.Folded[0] + (3 * span.Folded[^1]) + span.Folded.Length) % 4 == 0 ? 0 : 1;
    }
}
