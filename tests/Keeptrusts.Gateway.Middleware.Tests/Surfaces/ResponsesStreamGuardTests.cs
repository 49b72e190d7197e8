using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.OutputPolicies;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Surfaces;

/// <summary>Whatever the cuts: a streamed response says what the whole one would, in each of the events that say it.</summary>
public sealed class ResponsesStreamGuardTests
{
    private static readonly ScopedPlan Redact = Scope("pii-detector: { action: redact }");
    private static readonly ScopedPlan Warn = Scope("pii-detector: { action: warn }");
    private static readonly ScopedPlan Mixed = Scope("pii-detector: { entities: { EMAIL_ADDRESS: redact, US_SSN: block, CREDIT_CARD: redact } }");
    private static readonly ScopedPlan None = Calls.Scope("pack: { name: c, version: 1.0.0, enabled: true }\npolicies: { chain: [audit-logger] }");
    private static readonly ScopedPlan OnlyFirewall = Calls.Scope("""
        pack: { name: c, version: 1.0.0, enabled: true }
        policies: { chain: [agent-firewall, audit-logger] }
        policy: { agent-firewall: { blocked_tools: [delete_*] } }
        """);

    private static readonly ScopedPlan Firewall = Calls.Scope("""
        pack: { name: c, version: 1.0.0, enabled: true }
        policies: { chain: [pii-detector, agent-firewall, audit-logger] }
        policy: { pii-detector: { action: redact }, agent-firewall: { blocked_tools: [delete_*] } }
        """);

    private static readonly string[] Pieces =
    [
        "write to ann.lee@example.com", "card 4111 1111 1111 1111", "4111-1111-1111-1111", "IBAN DE89 3704 0044 0532 0130 00", "call +1 (415) 555-2671 now", "at 8.8.8.8",
        "😀 and 漢字", "a@", "no-reply@", "4111 1111", "\"quoted\\\"", "line\nbreak\ttab", " ", ".", "version 1.2.3.4.5", "x@y.z", "ann.lee@exam", "ple.com",
    ];

    public static TheoryData<int> Cuts => [1, 2, 3, 5, 7, 11, 20, 1000, -1];

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Take_AnyCuts_EveryEventSaysTheWholeAnswer(int size)
    {
        var random = new Random(size);
        for (var round = 0; round < 60; round++)
        {
            var reply = Random(random) with { Cuts = Sizes(size, random), SplitSurrogates = round % 2 == 0 };
            var run = ResponsesRun.Of(Redact, reply.Events());
            Assert.Equal(GuardStep.Finished, run.LastStep);
            AssertSays(ResponsesRun.Whole(Redact, reply.Whole())!, run);
            var judged = ResponsesRun.Of(Firewall, reply.Events());
            AssertSays(ResponsesRun.Whole(Redact, reply.Whole())!, judged);
        }
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Take_BlockingFinding_ShowsTheTextBeforeItAndIsIncomplete(int size)
    {
        var random = new Random(size);
        for (var round = 0; round < 40; round++)
        {
            var before = Text(random) + " mail bob@example.org and ";
            var reply = new ResponsesReply { Parts = [before + "SSN 536-90-4399 " + Text(random)], Cuts = Sizes(size, random), ToolCalls = [new("c1", "send", "{}")] };
            var run = ResponsesRun.Of(Mixed, reply.Events());
            Assert.Equal(GuardStep.Blocked, run.LastStep);
            var expected = ResponsesRun.Whole(Mixed, (reply with { Parts = [before + "SSN "], ToolCalls = [] }).Whole())!["0/0/text"];
            Assert.Equal(expected, run.Deltas["0/0/text"]);
            Assert.Equal(("response.incomplete", "incomplete", "content_filter"), ((string)run.Last["type"]!, (string)run.Last["response"]!["status"]!, (string)run.Last["response"]!["incomplete_details"]!["reason"]!));
            Assert.Equal(expected, ResponsesRun.Texts(run.Last["response"]!)["0/0/text"]);
            Assert.Null(ResponsesRun.Whole(Mixed, reply.Whole()));
        }
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Take_NothingToHide_IsTheSameBytes(int size)
    {
        var random = new Random(size);
        var reply = Random(random) with { Parts = ["The quick brown fox, jumps!", "over 漢字 😀"], Reasoning = "Hm.", ToolCalls = [new("c1", "send", "{\"a\":[1,\"x\"]}")], Refusal = null, Cuts = Sizes(size, random), Logprobs = true };
        Assert.Equal(reply.Events(), ResponsesRun.Of(None, reply.Events()).Events);
        AssertSays(ResponsesRun.Texts(JsonNode.Parse(reply.Whole())!), ResponsesRun.Of(Warn, reply.Events()));
    }

    [Fact]
    public void Take_ValueOverTwoParts_StandsInTheFirst()
    {
        var reply = new ResponsesReply { Parts = ["to ann.lee@exam", "ple.com and", " bob"], Cuts = [3] };
        var run = ResponsesRun.Of(Redact, reply.Events());
        Assert.Equal(("to [EMAIL_ADDRESS]", " and", " bob"), (run.Deltas["0/0/text"], run.Deltas["0/1/text"], run.Deltas["0/2/text"]));
        AssertSays(ResponsesRun.Whole(Redact, reply.Whole())!, run);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public void Take_ValueOverTwoPartsOfTheSummary_StandsInTheFirst(int size)
    {
        var reply = new ResponsesReply { Reasoning = "Ann is ann.lee@exam", MoreReasoning = ["ple.com and", " bob"], Parts = ["to x@exam", "ple.com."], Cuts = [size] };
        var run = ResponsesRun.Of(Redact, reply.Events());
        Assert.Equal(
            ("Ann is [EMAIL_ADDRESS]", " and", " bob", "to [EMAIL_ADDRESS]", "."),
            (run.Deltas["0/0/text"], run.Deltas["0/1/text"], run.Deltas["0/2/text"], run.Deltas["1/0/text"], run.Deltas["1/1/text"]));
        AssertSays(ResponsesRun.Whole(Redact, reply.Whole())!, run);
    }

    [Fact]
    public void Take_RefusalBetweenParts_EndsTheText()
    {
        var reply = new ResponsesReply { Parts = ["to ann.lee@exam"], Refusal = "ple.com no", Cuts = [2] };
        var run = ResponsesRun.Of(Redact, reply.Events());
        Assert.Equal(("to ann.lee@exam", "ple.com no"), (run.Deltas["0/0/text"], run.Deltas["0/1/refusal"]));
        AssertSays(ResponsesRun.Whole(Redact, reply.Whole())!, run);
    }

    [Fact]
    public void Take_ForbiddenCall_LeavesNothingOfItself()
    {
        var reply = new ResponsesReply { Parts = ["Hello."], ToolCalls = [new("c1", "get_weather", "{\"to\":\"ann@example.com\"}"), new("c2", "delete_all", "{\"secret\":1}")], Cuts = [3] };
        var run = ResponsesRun.Of(Firewall, reply.Events());
        Assert.Equal(GuardStep.Blocked, run.LastStep);
        Assert.Equal("{\"to\":\"[EMAIL_ADDRESS]\"}", run.Deltas["1/-1/arguments"]);
        Assert.All(run.Events, data => Assert.DoesNotContain("delete_all", data, StringComparison.Ordinal));
        Assert.All(run.Events, data => Assert.DoesNotContain("secret", data, StringComparison.Ordinal));
        Assert.Equal(2, run.Last["response"]!["output"]!.AsArray().Count);
        var inCompleted = ResponsesRun.Of(Firewall, [reply.Events()[0], reply.Events()[^1]]);
        Assert.Equal(GuardStep.Blocked, inCompleted.LastStep);
        Assert.All(inCompleted.Events, data => Assert.DoesNotContain("delete_all", data, StringComparison.Ordinal));
    }

    [Fact]
    public void Take_Call_WaitsUntilItIsWhole()
    {
        var reply = new ResponsesReply { Parts = [], ToolCalls = [new("c1", "get_weather", "{\"city\":\"x\"}")], Cuts = [3] };
        var events = reply.Events();
        Assert.Equal(2, ResponsesRun.Of(OnlyFirewall, events.Take(events.Count - 2)).Events.Count);
        Assert.Equal(events, ResponsesRun.Of(OnlyFirewall, events).Events);
        Assert.Equal(GuardStep.Invalid, ResponsesRun.Of(OnlyFirewall, events, mostHeld: 100).LastStep);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(100)]
    public void Take_Annotations_PointAtTheSameWords(int cut)
    {
        const string Text = "😀 ann.lee@example.com says: see the docs, or ask bob@example.org.";
        var (start, end) = (Points("see"), Points(", or"));
        var reply = new ResponsesReply
        {
            Parts = [Text],
            Cuts = [cut],
            Annotations =
            [
                $$"""{"type":"url_citation","url":"https://example.com/ann@example.com","title":"The docs","start_index":{{start}},"end_index":{{end}}}""",
                $$"""{"type":"url_citation","url":"https://example.com/","title":"x","start_index":{{Points("lee")}},"end_index":{{Points("org")}}}""",
                $$"""{"type":"file_citation","file_id":"f","filename":"a.txt","index":{{end}}}""",
                $$"""{"type":"file_path","file_id":"f","index":{{Points(".com says") + 4}}}""",
                $$"""{"type":"container_file_citation","container_id":"c","file_id":"f","filename":"a.txt","start_index":{{start}},"end_index":{{end}}}""",
            ],
        };
        var run = ResponsesRun.Of(Redact, reply.Events());
        var shown = run.Deltas["0/0/text"];
        Assert.Equal("😀 [EMAIL_ADDRESS] says: see the docs, or ask [EMAIL_ADDRESS].", shown);
        var whole = run.Last["response"]!["output"]![0]!["content"]![0]!["annotations"]!.AsArray();
        var streamed = run.Events.Select(data => JsonNode.Parse(data)!).Where(json => (string)json["type"]! == "response.output_text.annotation.added").Select(json => json["annotation"]!.ToJsonString());
        Assert.Equal(whole.Select(annotation => annotation!.ToJsonString()), streamed);
        Assert.Equal("see the docs", Words(whole[0]!));
        Assert.Equal("[EMAIL_ADDRESS] says: see the docs, or ask [EMAIL_ADDRESS]", Words(whole[1]!));
        Assert.Equal("https://example.com/[EMAIL_ADDRESS]", (string)whole[0]!["url"]!);
        Assert.Equal((shown.IndexOf(", or", StringComparison.Ordinal) - 1, shown.IndexOf(" says", StringComparison.Ordinal) - 1), ((int)whole[2]!["index"]!, (int)whole[3]!["index"]!));
        Assert.Equal("see the docs", Words(whole[4]!));

        int Points(string word) => Text.IndexOf(word, StringComparison.Ordinal) - 1; // The smiley is one code point of two units.
        string Words(JsonNode annotation) => shown[((int)annotation["start_index"]! + 1)..((int)annotation["end_index"]! + 1)];
    }

    [Fact]
    public void Take_Logprobs_AreEmptyWhereTextMayBeRewritten()
    {
        var reply = new ResponsesReply { Parts = ["mail ann@example.com"], Logprobs = true };
        var run = ResponsesRun.Of(Redact, reply.Events());
        Assert.All(run.Events, data => Assert.DoesNotContain("\"token\"", data, StringComparison.Ordinal));
        Assert.Contains("\"logprobs\":[]", run.Events[4], StringComparison.Ordinal);
    }

    [Fact]
    public void Take_UnknownEvents_CarryNothingUngoverned()
    {
        var reply = new ResponsesReply();
        List<string> events = [.. reply.Events()];
        events.Insert(3, """{"type":"response.thought.delta","sequence_number":90,"output_index":0,"thought_index":0,"delta":"ask ann@exa"}""");
        events.Insert(4, """{"type":"response.thought.delta","sequence_number":91,"output_index":0,"thought_index":0,"delta":"mple.com no"}""");
        events.Insert(5, """{"type":"response.thought.done","sequence_number":92,"output_index":0,"thought_index":0,"thought":"ask ann@example.com no"}""");
        events.Insert(6, """{"type":"response.noted","sequence_number":93,"note":{"by":["bob@example.com"]}}""");
        events.Insert(7, """{"type":"response.shell_call_output_content.delta","sequence_number":94,"output_index":0,"command_index":0,"delta":{"stdout":"eve@exampl","stderr":""}}""");
        events.Insert(8, """{"type":"response.shell_call_output_content.delta","sequence_number":95,"output_index":0,"command_index":0,"delta":{"stdout":"e.com","stderr":""}}""");
        events.Insert(9, """{"type":"response.shell_call_output_content.done","sequence_number":96,"output_index":0,"command_index":0,"output":[{"stdout":"eve@example.com"}]}""");
        var run = ResponsesRun.Of(Redact, events);
        Assert.Equal(GuardStep.Finished, run.LastStep);
        Assert.Equal("ask [EMAIL_ADDRESS] no", string.Concat(run.Events.Where(data => data.Contains("thought.delta", StringComparison.Ordinal)).Select(data => (string)JsonNode.Parse(data)!["delta"]!)));
        Assert.Equal("[EMAIL_ADDRESS]", string.Concat(run.Events.Where(data => data.Contains("content.delta", StringComparison.Ordinal)).Select(data => (string)JsonNode.Parse(data)!["delta"]!["stdout"]!)));
        Assert.All(run.Events, data => Assert.DoesNotContain("@exa", data, StringComparison.Ordinal));
        Assert.Contains(run.Events, data => data.Contains("\"thought\":\"ask [EMAIL_ADDRESS] no\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Take_DoneThatContradictsItsPieces_IsJudgedAllTheSame()
    {
        var events = new ResponsesReply { Parts = ["hello"] }.Events().Select(data => data.Contains("text.done", StringComparison.Ordinal) ? data.Replace("hello", "ann@example.com", StringComparison.Ordinal) : data);
        var run = ResponsesRun.Of(Redact, events);
        Assert.All(run.Events, data => Assert.DoesNotContain("ann@", data, StringComparison.Ordinal));
    }

    [Fact]
    public void Take_OnlyTheLastEvent_IsTheWholeAnswer()
    {
        var reply = new ResponsesReply { Parts = ["to ann.lee@exam", "ple.com"], Reasoning = "bob@example.com", ToolCalls = [new("c", "f", "{\"a\":\"x@example.com\"}")] };
        var run = ResponsesRun.Of(Redact, [reply.Events()[0], reply.Events()[^1].Replace("\"sequence_number\":", "\"sequence_number\":1,\"was\":", StringComparison.Ordinal)]);
        Assert.Equal(ResponsesRun.Whole(Redact, reply.Whole())!, ResponsesRun.Texts(run.Last["response"]!));
    }

    [Theory]
    [InlineData("""{"type":"error","code":"server_error","message":"x"}""", (int)GuardStep.ProviderError)]
    [InlineData("""{"error":{"message":"x"}}""", (int)GuardStep.ProviderError)]
    [InlineData("<html>", (int)GuardStep.Invalid)]
    [InlineData("[]", (int)GuardStep.Invalid)]
    [InlineData("{}", (int)GuardStep.Invalid)]
    [InlineData("""{"type":"response.created","type":"x"}""", (int)GuardStep.Invalid)]
    public void Take_NoEvent_IsToldApart(string data, int expected)
    {
        var run = ResponsesRun.Of(Redact, [data]);
        Assert.Equal(((GuardStep)expected, 0), (run.LastStep, run.Events.Count));
    }

    private static ScopedPlan Scope(string policy) => Calls.Scope($$"""
        pack: { name: c, version: 1.0.0, enabled: true }
        policies: { chain: [pii-detector, audit-logger] }
        policy:
          {{policy}}
        """);

    private static int[] Sizes(int size, Random random) => size > 0 ? [size] : [.. Enumerable.Range(0, 7).Select(_ => random.Next(1, 12))];

    private static ResponsesReply Random(Random random) => new()
    {
        Parts = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Text(random))],
        Refusal = random.Next(3) == 0 ? Text(random) : null,
        Reasoning = random.Next(2) == 0 ? Text(random) : null,
        MoreReasoning = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Text(random))],
        ToolCalls = [.. Enumerable.Range(0, random.Next(3)).Select(i => new MockToolCall($"c{i}", "send", "{\"to\":" + OutputPolicies.Answers.Quote(Text(random)) + ",\"n\":[1,\"ann@example.com\"]}"))],
        Logprobs = random.Next(2) == 0,
    };

    private static string Text(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => Pieces[random.Next(Pieces.Length)] + (random.Next(3) == 0 ? "" : " ")));

    private static void AssertSays(IReadOnlyDictionary<string, string> expected, ResponsesRun run)
    {
        Assert.Equal(expected.Where(text => text.Value.Length > 0).OrderBy(text => text.Key, StringComparer.Ordinal), run.Deltas.Where(text => text.Value.Length > 0).OrderBy(text => text.Key, StringComparer.Ordinal));
        Assert.All(run.Repeats, repeat => Assert.Equal((repeat.Key, expected[repeat.Key]), repeat));
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), run.Repeats.Select(repeat => repeat.Key).Distinct().Order(StringComparer.Ordinal));
    }
}
