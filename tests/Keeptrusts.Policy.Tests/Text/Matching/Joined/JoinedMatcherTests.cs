using System.Collections.Frozen;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Tests.Text.Matching.Joined;

/// <summary>
/// Several detectors joined, with contexts, boundaries, caps, anchors, allow-lists and rules by lot, against brute force: the whole text, every cut in two and in three,
/// single characters. A text, a set of detectors and a way to cut are one case.
/// </summary>
public sealed class JoinedMatcherTests
{
    private const int Seeds = 80;
    private const int SetsPerSeed = 8;
    private const int TextsPerSet = 9;
    private const int LeastCases = 100_000;

    private static int _cases;

    [Fact]
    public void Matcher_AnyJoinedDetectorsAndCuts_IsWhatBruteForceSays()
    {
        _cases = 0;
        for (var seed = 0; seed < Seeds * CaseCount.Scale; seed++)
        {
            var random = new Random(seed);
            for (var set = 0; set < SetsPerSeed; set++)
            {
                RunSet(random, seed);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{_cases} cases");
        Assert.InRange(_cases, LeastCases, int.MaxValue);
    }

    private static void RunSet(Random random, int seed)
    {
        SmallDetector[] detectors = [.. Enumerable.Range(0, 1 + random.Next(4)).Select(_ => new SmallDetector(random, anchors: true, caps: true))];
        MatchRule[] rules = [.. Enumerable.Range(0, 1 + random.Next(5)).Select(_ => Rule(random, detectors.Length))];
        var matcher = new SpanMatcher(new MatchPlan(detectors, rules));
        for (var i = 0; i < TextsPerSet; i++)
        {
            var text = string.Concat(Enumerable.Range(0, 1 + random.Next(10)).Select(_ => SmallDetector.Alphabet[random.Next(SmallDetector.Alphabet.Length)]));
            var expected = SmallOracle.Judge(detectors, rules, text);
            var what = $"seed {seed}, `{text}`, {string.Join("; ", detectors.Select(d => d.Name))}, {string.Join("; ", rules.Select(r => $"{r.Detector}/{r.Policy}{(r.Redacts ? " redacts" : "")}{(r.Stops ? " stops" : "")}"))}";
            foreach (var cuts in Cuts(text))
            {
                Run(matcher, rules, text, cuts, expected, what);
                _cases++;
            }
        }
    }

    private static MatchRule Rule(Random random, int detectors)
    {
        var kind = random.Next(8);
        string[] allowed = random.Next(4) == 0 ? ["ab", "a", "1"] : [];
        return new MatchRule(random.Next(detectors), random.Next(2), Redacts: kind < 6, Stops: kind == 6, allowed.ToFrozenSet(StringComparer.Ordinal));
    }

    private static IEnumerable<string[]> Cuts(string text)
    {
        yield return [text];
        yield return [.. text.Select(c => c.ToString())];
        for (var a = 1; a < text.Length; a++)
        {
            yield return [text[..a], text[a..]];
            for (var b = a + 1; b < text.Length; b++)
            {
                yield return [text[..a], text[a..b], text[b..]];
            }
        }
    }

    private static void Run(SpanMatcher matcher, MatchRule[] rules, string text, string[] pieces, Heard expected, string what)
    {
        var sink = new HearingSink(text);
        matcher.Reset();
        foreach (var piece in pieces)
        {
            matcher.Write(piece, sink);
            Assert.True(expected.Output.StartsWith(sink.Output, StringComparison.Ordinal), $"{what}, cut {string.Join('|', pieces)}: `{sink.Output}` does not begin `{expected.Output}`");
        }

        matcher.Complete(sink);
        Assert.True(expected.Output == sink.Output, $"{what}, cut {string.Join('|', pieces)}: expected `{expected.Output}`, got `{sink.Output}`");
        Assert.True(expected.Found.SequenceEqual(sink.Found), $"{what}, cut {string.Join('|', pieces)}: expected {string.Join(' ', expected.Found)}, got {string.Join(' ', sink.Found)}");
        Assert.Equal(expected.Stopped, matcher.Stopped);
        foreach (var (rule, start, end) in sink.Found.Where(f => rules[f.Rule].Redacts))
        {
            Assert.False(sink.Passed.AsSpan(start, end - start).Contains(true), $"{what}: a character of rule {rule}'s finding passed");
        }
    }
}
