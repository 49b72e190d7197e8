using Keeptrusts.Gateway.Middleware.OutputPolicies;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Tests.OutputPolicies;

public sealed class StreamGuardTests
{
    private static readonly ScopedPlan Redact = Calls.Scope(Yaml("{ action: redact }"));
    private static readonly ScopedPlan Warn = Calls.Scope(Yaml("{ action: warn }"));
    private static readonly ScopedPlan Mixed = Calls.Scope(Yaml("{ entities: { EMAIL_ADDRESS: redact, US_SSN: block, CREDIT_CARD: redact } }"));
    private static readonly ScopedPlan None = Calls.Scope("pack: { name: c, version: 1.0.0, enabled: true }\npolicies: { chain: [audit-logger] }");

    private static readonly string[] Parts =
    [
        "write to ann.lee@example.com", "card 4111 1111 1111 1111", "4111-1111-1111-1111", "IBAN DE89 3704 0044 0532 0130 00", "call +1 (415) 555-2671 now", "at 8.8.8.8",
        "😀 and 漢字", "a@", "no-reply@", "4111 1111", "\"quoted\\\"", "line\nbreak\ttab", " ", ".", "version 1.2.3.4.5", "x@y.z",
    ];

    public static TheoryData<int> Cuts => [1, 2, 3, 5, 7, 11, 20, 1000, -1];

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Take_AnyChannelsAnyCuts_ConcatenationEqualsTheWholeAnswer(int size)
    {
        var random = new Random(size);
        for (var round = 0; round < 60; round++)
        {
            var texts = RandomTexts(random);
            var run = StreamRun.Of(Redact, Answers.Chunks(texts, () => size > 0 ? size : random.Next(1, 12), random));
            AssertSame(Answers.Whole(Redact, texts)!, run.Channels);
            Assert.Equal(texts.Keys.Select(key => key[0] - '0').Distinct().Order(), run.Finishes.Select(finish => finish.Choice).Order());
            Assert.All(run.Finishes, finish => Assert.Equal("stop", finish.Reason));
        }
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Take_BlockingFinding_ShowsTheTextBeforeItAndEndsEachChoice(int size)
    {
        var random = new Random(size);
        for (var round = 0; round < 40; round++)
        {
            var before = RandomText(random).Replace("quoted", "q", StringComparison.Ordinal) + " mail bob@example.org and ";
            var texts = new Dictionary<string, string> { ["0/content"] = before + "SSN 536-90-4399 " + RandomText(random) };
            var run = StreamRun.Of(Mixed, Answers.Chunks(texts, () => size > 0 ? size : random.Next(1, 12)));
            Assert.Equal(GuardStep.Blocked, run.LastStep);
            var expected = Answers.Whole(Mixed, new Dictionary<string, string> { ["0/content"] = before + "SSN " })!["0/content"];
            Assert.Equal(expected, run.Channels["0/content"]);
            Assert.Equal([(0, "content_filter")], run.Finishes);
            Assert.Null(Answers.Whole(Mixed, texts));
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"stop\"")]
    public void Take_ContentInParts_PartsAreOneTextWhateverTheChunk(string finish)
    {
        List<string> chunks =
        [
            Answers.Chunk(0, """{"content":[{"type":"text","text":"to ann.lee"},{"type":"text","text":"@exam"}]}""", "null"),
            Answers.Chunk(0, """{"content":[{"type":"text","text":"ple.com an"},{"type":"text","text":"d bob"}]}""", finish),
        ];
        Assert.Equal("to [EMAIL_ADDRESS] and bob", StreamRun.Of(Redact, chunks).Channels["0/content"]);
    }

    [Fact]
    public void Take_ContentAsTextThenInParts_IsOneTextInTheFormOfItsPieces()
    {
        List<string> chunks =
        [
            Answers.Chunk(0, """{"content":"to ann.lee@exam"}""", "null"),
            Answers.Chunk(0, """{"content":[{"type":"text","text":"ple.com and bob@exam"}]}""", "null"),
            Answers.Chunk(0, """{"content":"ple.org, 4111"}""", "null"),
            Answers.Chunk(0, """{"content":[{"type":"text","text":" 1111 1111 11"}]}""", "null"),
            Answers.Chunk(0, "{}", "\"stop\""),
        ];
        var run = StreamRun.Of(Redact, chunks);
        Assert.Equal("to [EMAIL_ADDRESS] and [EMAIL_ADDRESS], 4111 1111 1111 11", run.Channels["0/content"]);
        Assert.Contains("\"content\":[{\"text\":", run.Events[^2], StringComparison.Ordinal);
    }

    [Fact]
    public void Take_BlockWithTwoChoices_FinishesThoseThatHaveNotEnded()
    {
        List<string> chunks =
        [
            Answers.Chunk(0, """{"role":"assistant","content":""}""", "null"), Answers.Chunk(1, """{"role":"assistant","content":""}""", "null"),
            Answers.Chunk(0, """{"content":"done"}""", "\"stop\""), Answers.Chunk(1, """{"content":"my SSN 536-90-4399 "}""", "\"stop\""),
        ];
        var run = StreamRun.Of(Mixed, chunks);
        Assert.Equal([(0, "stop"), (1, "content_filter")], run.Finishes);
        Assert.Equal("my SSN ", run.Channels["1/content"]);
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Take_NothingToHide_ForwardsByteForByte(int size)
    {
        var random = new Random(size);
        var texts = new Dictionary<string, string> { ["0/content"] = "The quick brown fox, jumps: over the lazy dog!", ["0/tool_calls/0"] = "{\"a\": [1, true, \"x\"]}" };
        var chunks = Answers.Chunks(texts, () => size > 0 ? size : random.Next(1, 12));
        Assert.Equal(chunks, StreamRun.Of(None, chunks).Events);
        var warned = StreamRun.Of(Warn, chunks);
        AssertSame(texts, warned.Channels);
        Assert.Equal(chunks[0], StreamRun.Of(Redact, chunks).Events[0]);
    }

    [Fact]
    public void Take_OneWholeChunkWithoutFindings_IsTheSameBytes()
    {
        string[] chunks =
        [
            """{"id":"x", "object":"chat.completion.chunk","created":1,"model":"m","provider":{"name":"p","extra":[1,2]},"choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"obfuscation":"aB3"}""",
            """{ "model" : "m" , "choices" : [ { "delta" : { "content" : "Fine \u0041, \/ weather.\n" } , "index" : 0 , "finish_reason" : null } ] , "z" : null }""",
            """{"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"x":{"y":"z"}}""",
        ];
        Assert.Equal(chunks, StreamRun.Of(Redact, chunks).Events);
    }

    [Fact]
    public void Take_Logprobs_AreNullWhereTextMayBeRewritten()
    {
        const string Chunk = """{"choices":[{"index":0,"delta":{"content":"Hi. "},"logprobs":{"content":[{"token":"Hi. ","logprob":-0.1}]},"finish_reason":null}]}""";
        Assert.Equal("""{"choices":[{"index":0,"delta":{"content":"Hi. "},"logprobs":null,"finish_reason":null}]}""", StreamRun.Of(Redact, [Chunk]).Events[0]);
        var telling = Chunk.Replace("\"token\":\"Hi. \"", "\"token\":\"ann@example.com \",\"top\":[{\"token\":\"bob@example.com \"}]", StringComparison.Ordinal);
        Assert.Equal(StreamRun.Of(Redact, [Chunk]).Events[0], StreamRun.Of(Redact, [telling]).Events[0]);
        Assert.Contains("\"logprobs\":null", StreamRun.Of(Redact, [Chunk.Replace("{\"content\":[{\"token\":\"Hi. \",\"logprob\":-0.1}]}", "\"ann@example.com\"", StringComparison.Ordinal)]).Events[0], StringComparison.Ordinal);
        Assert.Equal(Chunk, StreamRun.Of(Warn, [Chunk]).Events[0]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Take_Usage_IsShownToThoseWhoAsked(bool asked)
    {
        string[] chunks =
        [
            Answers.Chunk(0, """{"role":"assistant","content":"hi "}""", "null", ",\"usage\":null"),
            Answers.Chunk(0, "{}", "\"stop\"", ",\"usage\":null"),
            """{"id":"c","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""",
        ];
        var run = StreamRun.Of(Redact, chunks, asked);
        Assert.Equal(asked ? chunks : chunks[..2].Select(chunk => chunk.Replace(",\"usage\":null", "", StringComparison.Ordinal)), run.Events);
    }

    [Fact]
    public void Take_HeldTail_GoesOutBeforeTheFinishChunk()
    {
        var run = StreamRun.Of(Redact, [Answers.Chunk(0, """{"content":"see a@example"}""", "null"), Answers.Chunk(0, "{}", "\"length\"")]);
        Assert.Equal("see a@example", run.Channels["0/content"]);
        Assert.Equal((0, "length"), Assert.Single(run.Finishes));
        Assert.Contains("\"finish_reason\":\"length\"", run.Events[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Finish_StreamWithoutFinishChunk_ReleasesTheTail() =>
        Assert.Equal("see a@example", StreamRun.Of(Redact, [Answers.Chunk(0, """{"content":"see a@example"}""", "null")]).Channels["0/content"]);

    [Fact]
    public void Take_TextOutsideTheChoices_IsRedactedInEveryChunkAlsoInOurOwn()
    {
        const string Note = ",\"note\":\"ask ann.lee@example.com\"";
        var run = StreamRun.Of(Redact, [Answers.Chunk(0, """{"content":"see bob@exa"}""", "null", Note), Answers.Chunk(0, "{}", "\"stop\"", Note)]);
        Assert.All(run.Events, text => Assert.DoesNotContain("ann.lee", text, StringComparison.Ordinal));
        Assert.Equal("see bob@exa", run.Channels["0/content"]);
        var blocked = StreamRun.Of(Mixed, [Answers.Chunk(0, """{"content":"my SSN 536-90-4399 is"}""", "null", Note)]);
        Assert.All(blocked.Events, text => Assert.DoesNotContain("ann.lee", text, StringComparison.Ordinal));
        Assert.Equal([(0, "content_filter")], blocked.Finishes);
    }

    [Theory]
    [InlineData("""{"error":{"message":"x"}}""", (int)GuardStep.ProviderError)]
    [InlineData("<html>", (int)GuardStep.Invalid)]
    [InlineData("[]", (int)GuardStep.Invalid)]
    [InlineData("null", (int)GuardStep.Invalid)]
    public void Take_NoChunk_IsToldApart(string chunk, int expected)
    {
        var run = StreamRun.Of(Redact, [chunk]);
        Assert.Equal(((GuardStep)expected, 0), (run.LastStep, run.Events.Count));
    }

    [Fact]
    public void Take_ToolCallHead_KeepsItsForm()
    {
        var head = Answers.Chunk(0, """{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"send","arguments":""}}]}""", "null");
        var run = StreamRun.Of(Redact, [head, Answers.Chunk(0, """{"tool_calls":[{"index":0,"function":{"arguments":"{\"to\":\"ann@example.com\"}"}}]}""", "null"), Answers.Chunk(0, "{}", "\"tool_calls\"")]);
        Assert.Equal(head, run.Events[0]);
        Assert.Equal("{\"to\":\"[EMAIL_ADDRESS]\"}", run.Channels["0/tool_calls/0"]);
        Assert.Equal((0, "tool_calls"), Assert.Single(run.Finishes));
    }

    [Theory]
    [InlineData("ann@ex", "ample.com", "\"index\":0,\"id\":\"c1\",", "\"index\":0,", false)]
    [InlineData("ann@ex", "ample.com", "\"index\":0,\"id\":\"c1\",", "\"index\":0,\"id\":\"c2\",", true)] // another call
    [InlineData("ann@ex", "ample.com", "\"index\":0,", "\"index\":1,", true)] // another call
    [InlineData("send_", "mail", "\"index\":0,\"id\":\"c1\",", "\"index\":0,", true)]
    [InlineData("send", "send", "\"index\":0,\"id\":\"c1\",", "\"index\":0,\"id\":\"c1\",", true)]
    public void Take_NameInPieces_EndsTheStreamWhereAValueLiesOverThem(string first, string second, string begin, string goOn, bool passes)
    {
        string[] chunks =
        [
            Answers.Chunk(0, $$$"""{"tool_calls":[{{{{begin}}}"type":"function","function":{"name":"{{{first}}}","arguments":""}}]}""", "null"),
            Answers.Chunk(0, $$$"""{"tool_calls":[{{{{goOn}}}"function":{"name":"{{{second}}}","arguments":"{}"}}]}""", "null"),
            Answers.Chunk(0, "{}", "\"tool_calls\""),
        ];

        var run = StreamRun.Of(Redact, chunks);

        Assert.Equal(passes ? GuardStep.Next : GuardStep.Invalid, run.LastStep);
        Assert.Equal(passes ? chunks : chunks[..1], run.Events);
    }

    private static string Yaml(string pii) => $$"""
        pack: { name: c, version: 1.0.0, enabled: true }
        policies: { chain: [pii-detector, audit-logger] }
        policy:
          pii-detector: {{pii}}
        """;

    private static Dictionary<string, string> RandomTexts(Random random)
    {
        var texts = new Dictionary<string, string>();
        for (var choice = 0; choice < random.Next(1, 3); choice++)
        {
            foreach (var name in (string[])["content", "refusal", "reasoning_content"])
            {
                if (random.Next(2) == 0 || name == "content")
                {
                    texts[$"{choice}/{name}"] = RandomText(random);
                }
            }

            for (var call = 0; call < random.Next(3); call++)
            {
                texts[$"{choice}/tool_calls/{call}"] = "{\"to\":" + Answers.Quote(RandomText(random)) + ",\"n\":[1,\"ann@example.com\"]}";
            }
        }

        return texts;
    }

    private static string RandomText(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => Parts[random.Next(Parts.Length)] + (random.Next(3) == 0 ? "" : " ")));

    private static void AssertSame(IReadOnlyDictionary<string, string> expected, Dictionary<string, string> actual)
    {
        foreach (var (path, text) in expected)
        {
            Assert.Equal(text, actual[path]);
        }

        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
    }
}
