using System.Collections.Frozen;
using Keeptrusts.Policy.Text;
using Keeptrusts.Policy.Text.Custom;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Tests.Text.Custom;

public sealed class CustomDetectorTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 60)];

    [Theory]
    [InlineData("EMP-[0-9]{4}", "see emp-1234 and ＥＭＰ－１２３４", "see # and #")]
    [InlineData("[^A]{2}", "aabcA", "aa#A")]
    [InlineData(@"\bID[0-9]{3}\b", "id123 id1234 xid123 ID-1 ID999", "# id1234 xid123 ID-1 #")]
    [InlineData("^one|two$", "one two one two", "# two one #")]
    public void UserPattern_FoldedText_IsReplaced(string pattern, string text, string expected) =>
        Assert.Equal(expected, Redact(text, UserPattern.Compile("P", pattern, raw: false).Detector!));

    [Theory]
    [InlineData("EMP-[0-9]{4}", "see emp-1234 and EMP-1234", "see emp-1234 and #")]
    [InlineData("[A-Z]{3}", "abc ABC ＡＢＣ", "abc # ＡＢＣ")]
    public void UserPattern_RawText_IsReplacedAsItStands(string pattern, string text, string expected) =>
        Assert.Equal(expected, Redact(text, UserPattern.Compile("P", pattern, raw: true).Detector!));

    [Fact]
    public void UserPatterns_RawAndFolded_ShareOneText() => Assert.Equal(
        "# x # y",
        Redact("ABC x def y", UserPattern.Compile("P", "ABC", raw: true).Detector!, UserPattern.Compile("Q", "DEF", raw: false).Detector!));

    [Theory]
    [InlineData("project x", "The PROJECT\n  X plan, not projectx nor a project xy", "The # plan, not projectx nor a project xy")]
    [InlineData("c++", "c++ and C++.", "# and #.")]
    [InlineData("straße", "STRASSE Straße straßenbahn", "STRASSE # straßenbahn")]
    public void TermList_Term_IsFoundAsAWord(string term, string text, string expected) =>
        Assert.Equal(expected, Redact(text, [.. TermList.Of("T", [term])]));

    [Theory]
    [InlineData("gun", 0, true)]
    [InlineData("#tag", 0, false)]
    [InlineData("gun, .45", 0, false)]
    [InlineData("rifle", 1, false)]
    public void TermList_BehindALetter_IsSkippedWhereNoTermCanStart(string terms, int distance, bool skips)
    {
        var detector = Assert.Single(TermList.Of("T", terms.Split(", "), distance));

        Assert.Equal(skips, !detector.MayFollow('x'));
        Assert.True(detector.MayFollow(' '));
    }

    [Theory]
    [InlineData("gun, #tag", "x#tag begun x gun", "x# begun x #")]
    [InlineData("rifle", "a rifle arifle _rifle", "a # arifle _#")]
    public void TermList_InsideAWord_IsFoundOnlyWhereItBeginsWithASign(string terms, string text, string expected) =>
        Assert.Equal(expected, Redact(text, [.. TermList.Of("T", terms.Split(", "))]));

    [Theory]
    [InlineData("see project\nfalcon now", "see # now")]
    [InlineData("see Project   Falcon.", "see #.")]
    [InlineData("see Project-Falcon, Projekt Falcon - and project falcons", "see #, # - and #")]
    public void TermList_WithMistakes_StillFindsWhatIsRight(string text, string expected)
    {
        Assert.Equal(expected, Redact(text, [.. TermList.Of("T", ["Project Falcon"], 1)]));
    }

    [Fact]
    public void TermList_ThousandsOfTerms_AreFound()
    {
        var terms = Enumerable.Range(0, 5000).Select(i => $"term{i:x}ing").ToList();
        Assert.Equal("a # b # c termzing", Redact("a term0ing b TERM1387ing c termzing", [.. TermList.Of("T", terms)]));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void TermList_WithMistakes_FindsWhatTheDistanceSays(int seed)
    {
        var random = new Random(seed);
        var distance = 1 + (seed % 2);
        const string Term = "abcab";
        for (var round = 0; round < 50; round++)
        {
            var word = string.Concat(Enumerable.Range(0, 2 + random.Next(7)).Select(_ => (char)('a' + random.Next(3))));
            Assert.True(
                (Distance(Term, word) <= distance) == (Redact(word, [.. TermList.Of("T", [Term], distance)]) == "#"),
                $"{word}: {Distance(Term, word)}");
        }
    }

    [Fact]
    public void UserPattern_SpanBeyondTheCap_IsSwallowedNotReleased()
    {
        var detector = UserPattern.Compile("P", "key=[a-z]+", raw: false).Detector!;
        var text = "say key=" + new string('k', 10_000) + " now";
        Assert.Equal("say # now", Redact(text, detector));
        Assert.Equal("say # now", RedactInPieces(text, 7, detector));
    }

    [Fact]
    public void SpanMatcher_CheckThatThrows_IsReportedAndNothingLeaks()
    {
        var sink = new Sink("a secret b");
        var matcher = new SpanMatcher(new MatchPlan([new Throwing()], [Rule(0)]));
        matcher.Write("a secret b", sink);
        matcher.Complete(sink);
        Assert.Equal("a # b", sink.Output);
        Assert.Equal([0], sink.FailedRules);
    }

    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }

    private static MatchRule Rule(int detector) => new(detector, 0, Redacts: true, Stops: false, FrozenSet<string>.Empty);

    private static string Redact(string text, params SpanDetector[] detectors) => RedactInPieces(text, text.Length, detectors);

    private static string RedactInPieces(string text, int length, params SpanDetector[] detectors)
    {
        var sink = new Sink(text);
        var matcher = new SpanMatcher(new MatchPlan(detectors, [.. detectors.Select((_, i) => Rule(i))]));
        matcher.Reset();
        for (var at = 0; at < text.Length; at += length)
        {
            matcher.Write(text.AsSpan(at, Math.Min(length, text.Length - at)), sink);
        }

        matcher.Complete(sink);
        return sink.Output;
    }

    private sealed class Sink(string text) : ISpanSink
    {
        private int _at;

        public string Output { get; private set; } = "";

        public List<int> FailedRules { get; } = [];

        public void Copy(int count)
        {
            Output += text.Substring(_at, count);
            _at += count;
        }

        public void Replace(int count, int rule)
        {
            Output += rule < 0 ? "" : "#";
            _at += count;
        }

        public void Found(int rule, int start, int end, double score) => Assert.True(end > start);

        public void Failed(int rule) => FailedRules.Add(rule);
    }

    private sealed class Throwing : SpanDetector
    {
        public override string Name => "T";

        public override Policy.Text.Patterns.PatternNode Form { get; } = Policy.Text.Automata.PatternReader.Read("secret").Node!;

        public override bool MayStart(ReadOnlySpan<char> left, char first) => true;

        public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) => SpanEnd.Holds;

        public override double Score(in SpanText span) => throw new InvalidOperationException(span.Folded.ToString());
    }
}
