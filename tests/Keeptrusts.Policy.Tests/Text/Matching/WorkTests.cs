using System.Collections.Frozen;
using Keeptrusts.Policy.Detectors;
using Keeptrusts.Policy.Tests.Text.Matching.Joined;
using Keeptrusts.Policy.Text.Matching;

namespace Keeptrusts.Policy.Tests.Text.Matching;

/// <summary>The work per character is bounded whatever the text: counted in steps of the machine, which is how many starts are under way at each character.</summary>
public sealed class WorkTests
{
    private const int Length = 4_000;
    private const int MostPerCharacter = 64;
    private const int MostTogether = 128;

    private static readonly SpanDetector[] Detectors = [.. DetectorCatalog.EntityNames.Select(e => DetectorCatalog.Find(e)!)];
    private static readonly SpanMatcher Together = Matcher(Detectors);
    private static readonly SpanMatcher[] Alone = [.. Detectors.Select(d => Matcher(d))];

    public static TheoryData<string> Texts =>
    [
        "1", "a", "a.", "1.", "1 ", "1-", "a@", "a-", "+1", "(1", ":", "f:", "=", "\"a\":", "a=", "-----begin ", "eyj", "eyj.", "://a:", "é", "名", "@a.b", "12 ", "4111 ", "aaaaaaaaa ", "token=",
        "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0", "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ", "password: x", "\\n", "%20a", " ", "/", "\"", "-", ".", "https://", "bearer ", ";a=b",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Steps_TextTwiceAsLong_AreTwiceAsManyAndFew(string piece)
    {
        var single = Steps(Together, piece, Length);
        var twice = Steps(Together, piece, 2 * Length);
        var costly = Detectors.Select((d, i) => (d.Name, Steps: Steps(Alone[i], piece, Length))).Where(d => d.Steps > MostPerCharacter * Length);
        Assert.True(!costly.Any(), $"`{piece}`: {string.Join(", ", costly.Select(d => $"{d.Name} {d.Steps / Length} starts at once"))}");
        Assert.InRange(single, 0, MostTogether * Length);
        Assert.InRange(twice, 0, (2 * single) + (MostTogether * Length / 4));
    }

    private static SpanMatcher Matcher(params SpanDetector[] detectors) =>
        new(new MatchPlan(detectors, [.. detectors.Select((_, d) => new MatchRule(d, 0, Redacts: true, Stops: false, FrozenSet<string>.Empty))]));

    private static long Steps(SpanMatcher matcher, string piece, int length)
    {
        var text = string.Concat(Enumerable.Repeat(piece, (length / piece.Length) + 1))[..length];
        var sink = new HearingSink(text);
        matcher.Reset();
        matcher.Write(text, sink);
        matcher.Complete(sink);
        return matcher.Steps;
    }
}
