using System.Buffers;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Tests.Text.Matching.Joined;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Tests.Evaluation;

public sealed class OracleTests
{
    private static readonly SpanPhase[] PhasesUnderTest =
    [
        Phases.Redacting(Phases.AllEntities),
        SpanPhase.Compile(PolicyPhase.Output,
        [
            Phases.Policy(0, PolicyAction.Warn, ["IP_ADDRESS", "EMAIL_ADDRESS"]),
            Phases.Policy(1, PolicyAction.Redact, Phases.AllEntities, allow: ["JANE.DOE@example.com", "4111111111111111", "+49 30 901820"]),
            Phases.Policy(2, PolicyAction.Block, ["US_SSN", "IBAN_CODE"], allow: ["123-45-6789"]),
            Phases.Policy(3, PolicyAction.Block, ["PHONE_NUMBER"], shadow: true),
        ]),
        SpanPhase.Compile(PolicyPhase.Input,
        [
            Phases.Policy(0, PolicyAction.Block, ["US_SSN", "PHONE_NUMBER"]),
            Phases.Policy(1, PolicyAction.Redact, Phases.AllEntities),
        ]),
    ];

    private const int LongestCutText = 60;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 150 * CaseCount.Scale)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Evaluation_RandomMixture_EqualsOracleForEveryCut(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 6; round++)
        {
            var text = TextSamples.Random(random, 1 + random.Next(4));
            foreach (var phase in PhasesUnderTest)
            {
                AssertLikeOracle(phase, text, random);
            }
        }
    }

    [Fact]
    public void Evaluation_EveryValueWithEveryGlue_EqualsOracle()
    {
        var random = new Random(1);
        foreach (var text in TextSamples.Values.SelectMany(v => TextSamples.Glue.Select(g => g + v + g + "z")))
        {
            AssertLikeOracle(PhasesUnderTest[0], text, random);
        }
    }

    [Fact]
    public void Stream_EveryThreeCuts_EqualsWhole()
    {
        var phase = PhasesUnderTest[0];
        foreach (var text in TextSamples.Values.Select(v => $"x {v}, {v[..(v.Length / 2)]}").Select(t => t[..Math.Min(t.Length, LongestCutText)]))
        {
            var whole = Phases.Whole(phase, text);
            for (var a = 0; a <= text.Length; a++)
            {
                for (var b = a; b <= text.Length; b++)
                {
                    Assert.Equal(whole, Phases.Stream(phase, [text[..a], text[a..b], text[b..]]).Output);
                }
            }
        }
    }

    private static void AssertLikeOracle(SpanPhase phase, string text, Random random)
    {
        var (output, findings) = Oracle.Redact(phase, text);
        using var evaluation = phase.Begin();
        var whole = evaluation.Rewrite(text) ?? text;
        var outcome = evaluation.Outcome();
        Assert.Equal(output, whole);
        AssertFindings(phase, findings, outcome, text);
        foreach (var longest in new[] { 1, 2, 5, 20 })
        {
            var (streamed, streamOutcome) = Stream(phase, longest == 1 ? text.Select(c => c.ToString()) : TextSamples.Cut(random, text, longest), output);
            Assert.Equal(output, streamed);
            AssertFindings(phase, findings, streamOutcome, text);
            Assert.Equal((outcome.Verdict, outcome.ReasonCode), (streamOutcome.Verdict, streamOutcome.ReasonCode));
        }
    }

    private static void AssertFindings(SpanPhase phase, List<(string Type, int Start, int End)> expected, PhaseOutcome outcome, string text)
    {
        var actual = outcome.Policies.SelectMany(p => p.Findings).Select(f => (f.Type, f.Start, f.End)).Order().ToList();
        Assert.True(expected.Order().SequenceEqual(actual), $"`{text}`: expected {string.Join(' ', expected)}, got {string.Join(' ', actual)}");
        Assert.Equal(phase.Policies.Count, outcome.Policies.Count);
    }

    private static (string Output, PhaseOutcome Outcome) Stream(SpanPhase phase, IEnumerable<string> chunks, string final)
    {
        using var evaluation = phase.Begin();
        var channel = evaluation.OpenChannel(ChannelFormat.Text);
        var output = new ArrayBufferWriter<char>();
        var taken = 0;
        foreach (var chunk in chunks)
        {
            var (before, held) = (output.WrittenCount, channel.Held);
            var untouched = channel.Write(chunk, output);
            taken += chunk.Length;
            Assert.StartsWith(output.WrittenSpan.ToString(), final, StringComparison.Ordinal);
            Assert.True(!untouched || (held == 0 && output.WrittenSpan[before..].SequenceEqual(chunk)) || evaluation.Blocked);
            Assert.InRange(channel.Held, 0, taken);
        }

        channel.Complete(output);
        Assert.Equal(0, channel.Held);
        return (output.WrittenSpan.ToString(), evaluation.Outcome());
    }
}
