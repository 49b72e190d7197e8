using System.Collections.Frozen;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Tests.Text.Matching.Joined;

/// <summary>After every prefix exactly those characters wait that some joined detector could still cover, contexts and anchors included.</summary>
public sealed class JoinedHoldbackTests
{
    private const int Sets = 60;
    private const int TextsPerSet = 8;

    [Fact]
    public void Held_AnyJoinedDetectorsAndPrefix_IsWhatAMatchCouldStillCover()
    {
        var random = new Random(5);
        for (var set = 0; set < Sets * CaseCount.Scale; set++)
        {
            SmallDetector[] detectors = [.. Enumerable.Range(0, 1 + random.Next(3)).Select(_ => new SmallDetector(random, anchors: true, caps: false))];
            MatchRule[] rules = [.. detectors.Select((_, d) => new MatchRule(d, 0, Redacts: true, Stops: false, FrozenSet<string>.Empty))];
            var matcher = new SpanMatcher(new MatchPlan(detectors, rules));
            for (var i = 0; i < TextsPerSet; i++)
            {
                var text = string.Concat(Enumerable.Range(0, 7).Select(_ => SmallDetector.Alphabet[random.Next(SmallDetector.Alphabet.Length)]));
                matcher.Reset();
                for (var length = 1; length <= text.Length; length++)
                {
                    matcher.Write(text.AsSpan(length - 1, 1), new HearingSink(text));
                    var expected = length - Decided(detectors, text[..length]);
                    Assert.True(expected == matcher.Held, $"after `{text[..length]}` held {matcher.Held}, expected {expected}: {string.Join("; ", detectors.Select(d => d.Name))}");
                }
            }
        }
    }

    // Up to the first open start; what a winner in front of it covers is replaced already.
    private static int Decided(SmallDetector[] detectors, string prefix)
    {
        var open = SmallOracle.FirstOpen(detectors, prefix);
        var (decided, winnerEnd) = (open, 0);
        for (var start = 0; start < open; start++)
        {
            var longest = detectors.Select(d => SmallOracle.LongestEnd(d, prefix, start, atEnd: false)?.End ?? 0).Max();
            if (longest > 0 && start >= winnerEnd)
            {
                winnerEnd = longest;
                decided = Math.Max(decided, longest);
            }
        }

        return decided;
    }
}
