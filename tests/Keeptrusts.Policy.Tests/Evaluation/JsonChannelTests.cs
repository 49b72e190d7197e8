using System.Text;
using System.Text.Json;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Tests.Evaluation;

public sealed class JsonChannelTests
{
    private static readonly SpanPhase Redacting = Phases.Redacting(Phases.AllEntities);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 200)];

    [Theory]
    [InlineData("""{"to": "a@b.com", "n": 3}""", """{"to": "[EMAIL_ADDRESS]", "n": 3}""")]
    [InlineData("""{"to":"a\u0040b.com"}""", """{"to":"[EMAIL_ADDRESS]"}""")]
    [InlineData("""{"x":"a\n\u00e9 \/ \"b\" \ud83d\ude00"}""", """{"x":"a\n\u00e9 \/ \"b\" \ud83d\ude00"}""")]
    [InlineData("""{"x":"\"a@b.com\" \ud83d\ude00 c@d.org\n"}""", """{"x":"\"[EMAIL_ADDRESS]\" \ud83d\ude00 [EMAIL_ADDRESS]\n"}""")]
    [InlineData("""{"card": 4111111111111111, "x": -1.5e3}""", """{"card": "[CREDIT_CARD]", "x": -1.5e3}""")]
    [InlineData("[4111111111111111]", """["[CREDIT_CARD]"]""")]
    [InlineData("4111111111111111", "\"[CREDIT_CARD]\"")]
    [InlineData("""{"ssn": "123456789", "id": "123456789"}""", """{"ssn": "[US_SSN]", "id": "123456789"}""")]
    [InlineData("""{"customerSsn": [123456789, {"id": 123456789}, "123456789"]}""", """{"customerSsn": ["[US_SSN]", {"id": 123456789}, "[US_SSN]"]}""")]
    [InlineData("""{"phoneNumber":"4155552671"}""", """{"phoneNumber":"[PHONE_NUMBER]"}""")]
    [InlineData("mail a@b.com", "mail [EMAIL_ADDRESS]")]
    [InlineData("""{"a":"x@y.com"} then {"b":"c@d.org"}""", """{"a":"[EMAIL_ADDRESS]"} then {"b":"[EMAIL_ADDRESS]"}""")]
    [InlineData("{\"a\":\"x@y.com\n z@y.com", "{\"a\":\"[EMAIL_ADDRESS]\n [EMAIL_ADDRESS]")]
    [InlineData("""{"a":"x\q@y.com"}""", """{"a":"x\[EMAIL_ADDRESS]"}""")]
    [InlineData("""{"a":"x@y.com\u00""", """{"a":"[EMAIL_ADDRESS]\u00""")]
    [InlineData("""{"a":01234}""", """{"a":01234}""")]
    [InlineData("""[true,false,null,truex@y.com]""", """[true,false,null,true[EMAIL_ADDRESS]]""")]
    [InlineData("", "")]
    public void Channel_Example_RedactsDecodedTexts(string json, string expected)
    {
        Assert.Equal(expected, Phases.Whole(Redacting, json, ChannelFormat.Json));
        Assert.Equal(expected, Phases.Stream(Redacting, json.Select(c => c.ToString()), ChannelFormat.Json).Output);
        for (var cut = 0; cut <= json.Length; cut++)
        {
            Assert.Equal(expected, Phases.Stream(Redacting, [json[..cut], json[cut..]], ChannelFormat.Json).Output);
        }
    }

    [Fact]
    public void Channel_FindingInKey_Blocks()
    {
        const string Json = """{"ok":"a@b.com","c@d.org":"secret"}""";
        foreach (var chunks in new[] { [Json], Json.Select(c => c.ToString()).ToArray() })
        {
            var (output, outcome) = Phases.Stream(Redacting, chunks, ChannelFormat.Json);
            Assert.Equal("{\"ok\":\"[EMAIL_ADDRESS]\",\"", output);
            Assert.Equal(Verdict.Block, outcome.Verdict);
            Assert.Equal(ReasonCodes.PiiDetected, outcome.ReasonCode);
            Assert.Equal([7, 17], outcome.Policies[0].Findings.Select(f => f.Start));
        }
    }

    [Fact]
    public void Channel_FindingInKeyOfInput_BlocksAfterTheWholeText()
    {
        var phase = SpanPhase.Compile(PolicyPhase.Input, [Phases.Policy(0, PolicyAction.Redact, Phases.AllEntities)]);
        var (_, outcome) = Phases.Stream(phase, ["""{"c@d.org":"a@b.com"}"""], ChannelFormat.Json);
        Assert.Equal(Verdict.Block, outcome.Verdict);
        Assert.Equal([2, 12], outcome.Policies[0].Findings.Select(f => f.Start));
    }

    [Fact]
    public void Channel_EscapedFinding_IsLocatedInTheRawText()
    {
        const string Json = """{"x":"\u00e9 a\u0040b.com!"}""";
        var (_, outcome) = Phases.Stream(Redacting, Json.Select(c => c.ToString()), ChannelFormat.Json);
        var finding = Assert.Single(outcome.Policies[0].Findings);
        Assert.Equal(@"a\u0040b.com", Json[finding.Start..finding.End]);
    }

    [Fact]
    public void Channel_FindingInNumber_IsLocatedInTheRawText()
    {
        var (_, outcome) = Phases.Stream(Redacting, ["""{"x": 41111""", """11111111111}"""], ChannelFormat.Json);
        var finding = Assert.Single(outcome.Policies[0].Findings);
        Assert.Equal((6, 22), (finding.Start, finding.End));
    }

    [Fact]
    public void Channel_DeepNesting_StaysBoundedAndExact()
    {
        var json = new string('[', 5000) + "\"a@b.com\"" + new string(']', 5000);
        Assert.Equal(json.Replace("a@b.com", "[EMAIL_ADDRESS]"), Phases.Whole(Redacting, json, ChannelFormat.Json));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Channel_RandomDocument_EqualsLeafByLeafRedactionForEveryCut(int seed)
    {
        var random = new Random(seed);
        var leaves = new List<string>();
        var json = Write(random, leaves, depth: 0);
        var whole = Phases.Whole(Redacting, json, ChannelFormat.Json);
        using (var parsed = JsonDocument.Parse(whole))
        {
            Assert.Equal(leaves.Select(l => Phases.Whole(Redacting, l)), Strings(parsed.RootElement));
        }

        foreach (var longest in new[] { 1, 3, 17 })
        {
            Assert.Equal(whole, Phases.Stream(Redacting, TextSamples.Cut(random, json, longest), ChannelFormat.Json).Output);
        }

        // Damaged anywhere, it is still the same for every cut, and no value of the damaged text gets out as it stood.
        var damaged = json.Insert(random.Next(json.Length), "}\u0001"[random.Next(2)].ToString());
        var damagedWhole = Phases.Whole(Redacting, damaged, ChannelFormat.Json);
        Assert.Equal(damagedWhole, Phases.Stream(Redacting, TextSamples.Cut(random, damaged, 4), ChannelFormat.Json).Output);
    }

    private static string Write(Random random, List<string> leaves, int depth)
    {
        switch (depth > 3 ? 0 : random.Next(3))
        {
            case 1:
                return $"[{string.Join(random.Next(2) == 0 ? "," : " ,\n", Enumerable.Range(0, random.Next(4)).Select(_ => Write(random, leaves, depth + 1)))}]";
            case 2:
                return $"{{{string.Join(",", Enumerable.Range(0, random.Next(4)).Select(i => $"\"k{i}\": {Write(random, leaves, depth + 1)}"))}}}";
            default:
                var text = string.Concat(TextSamples.Random(random, 1 + random.Next(2)).Where(c => !char.IsSurrogate(c)));
                leaves.Add(text);
                return Quote(random, text);
        }
    }

    private static string Quote(Random random, string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(c is '"' or '\\' ? $"\\{c}" : c < ' ' || random.Next(6) == 0 ? $"\\u{(int)c:x4}" : c.ToString());
        }

        return quoted.Append('"').ToString();
    }

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Strings(p.Value)),
        _ => [element.GetString()!],
    };
}
