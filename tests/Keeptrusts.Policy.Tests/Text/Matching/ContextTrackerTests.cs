using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Text.Folding;
using Keeptrusts.Policy.Text.Matching;
using Keeptrusts.Policy.Text.Patterns;

namespace Keeptrusts.Policy.Tests.Text.Matching;

public sealed class ContextTrackerTests
{
    private static readonly string[] Words = ["card", "of", "tax", "ünder", "a", "id", "taxid"];
    private static readonly string[] Gaps = [" ", "_", ", ", "   ", "-", "."];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AddTo_RisingPlaces_IsWhatTheWordsSay(int seed)
    {
        var random = new Random(seed);
        var set = DetectorSet.Of([new Contextual("A", "card", "ünder"), new Contextual("B", "tax", "taxid")]);
        var text = new FoldedText();
        var tracker = new ContextTracker(set, text);
        tracker.Reset();
        var written = "";
        var asked = 0;
        for (var piece = 0; piece < 40; piece++)
        {
            var words = string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Words[random.Next(Words.Length)] + Gaps[random.Next(Gaps.Length)]));
            written += words + (random.Next(12) == 0 ? new string('x', random.Next(120)) : "");
            text.Append(written.AsSpan(text.End));
            while (asked < text.End)
            {
                asked += 1 + random.Next(30);
                if (asked > text.End)
                {
                    asked = text.End;
                }

                var left = text.Slice(Math.Max(0, asked - SpanDetector.ContextLength), asked);
                var patterns = new ulong[set.Words];
                tracker.AddTo(asked, patterns);
                for (var d = 0; d < set.Detectors.Length; d++)
                {
                    Assert.True(set.Detectors[d].InContext(left) == ((patterns[0] >> ((2 * d) + 1) & 1) != 0), $"detector {d} after `{left}`");
                }
            }
        }
    }

    private sealed class Contextual(string name, params string[] words) : SpanDetector
    {
        private readonly ContextWords _words = new(words);

        public override string Name => name;

        public override PatternNode Form { get; } = Policy.Text.Automata.PatternReader.Read("1").Node!;

        public override PatternNode? ContextForm { get; } = Policy.Text.Automata.PatternReader.Read("2").Node!;

        public override IReadOnlyCollection<string> ContextTerms => _words.All;

        public override bool InContext(ReadOnlySpan<char> left) => _words.Precede(left);

        public override bool MayStart(ReadOnlySpan<char> left, char first) => true;

        public override SpanEnd MayEnd(ReadOnlySpan<char> span, ReadOnlySpan<char> following, bool atEnd) => SpanEnd.Holds;

        public override double Score(in SpanText span) => 1;
    }
}
