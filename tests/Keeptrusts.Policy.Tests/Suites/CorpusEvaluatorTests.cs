using System.Text;
using System.Text.Json.Nodes;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Suites;
using Keeptrusts.Policy.Tests.Evaluation;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Policy.Tests.Suites;

public sealed class CorpusEvaluatorTests
{
    private const string Redact = "pii-detector: { action: redact }";
    private const string Block = "pii-detector: { entities: { US_SSN: block, EMAIL_ADDRESS: redact } }";
    private const string BlockBuffered = "pii-detector: { streaming: buffered, entities: { US_SSN: block, EMAIL_ADDRESS: redact } }";
    private const string Shadow = "pii-detector: { action: block, mode: shadow }";

    [Fact]
    public void Evaluate_Redaction_HasTheDesignedForm() =>
        Assert.Equal(
            """{"id":"a1","verdict":"redact","reason_code":"pii_detected","output":"mail [EMAIL_ADDRESS] now","policies":[{"name":"pii-detector","kind":"pii-detector","verdict":"redact","reason_code":"pii_detected","findings":[{"type":"EMAIL_ADDRESS","start":5,"end":21,"score":SCORE}]}],"held":HELD}""",
            Normal(Run(Redact, PolicyPhase.Input, """{"id":"a1","text":"mail jane@example.com now"}""")));

    [Theory]
    [InlineData(PolicyPhase.Input)]
    [InlineData(PolicyPhase.Output)]
    public void Evaluate_CleanText_PassesUnchanged(PolicyPhase phase)
    {
        var line = Node(Redact, phase, """{"id":7,"text":"nothing to see: é 😀 \"q\""}""");
        Assert.Equal(7, (int)line["id"]!);
        Assert.Equal("allow", (string?)line["verdict"]);
        Assert.Equal("all_policies_passed", (string?)line["reason_code"]);
        Assert.Equal("nothing to see: é 😀 \"q\"", (string?)line["output"]);
        Assert.Empty((JsonArray)line["policies"]![0]!["findings"]!);
    }

    [Theory]
    [InlineData(Block, PolicyPhase.Input, null)]
    [InlineData(Block, PolicyPhase.Output, "to [EMAIL_ADDRESS], ssn ")]
    [InlineData(BlockBuffered, PolicyPhase.Output, null)]
    public void Evaluate_Block_DeliversOnlyWhatHasLeft(string policy, PolicyPhase phase, string? output)
    {
        var text = "to jane@example.com, ssn 123-45-6789 and more";
        foreach (var chunks in new[] { "", ",\"chunks\":[\"to jane@exam\",\"ple.com, ssn 123-45-\",\"6789 and more\"]" })
        {
            var line = Node(policy, phase, $$"""{"id":1,"text":"{{text}}"{{chunks}}}""");
            Assert.Equal("block", (string?)line["verdict"]);
            Assert.Equal("pii_detected", (string?)line["reason_code"]);
            Assert.Equal(output, (string?)line["output"]);
        }
    }

    [Fact]
    public void Evaluate_Chunks_GiveTheSameAsTheWhole()
    {
        const string text = "4111 1111 1111 1111, jane@example.com and DE89370400440532013000.";
        var whole = (string?)Node(Redact, PolicyPhase.Output, $$"""{"id":1,"text":"{{text}}"}""")["output"];
        Assert.Equal("[CREDIT_CARD], [EMAIL_ADDRESS] and [IBAN_CODE].", whole);
        for (var size = 1; size < 10; size++)
        {
            var chunks = string.Join(',', text.Chunk(size).Select(c => $"\"{new string(c)}\""));
            foreach (var phase in new[] { PolicyPhase.Input, PolicyPhase.Output })
            {
                Assert.Equal(whole, (string?)Node(Redact, phase, $$"""{"id":1,"text":"{{text}}","chunks":[{{chunks}}]}""")["output"]);
            }
        }
    }

    [Fact]
    public void Evaluate_Shadow_RecordsAndPasses()
    {
        var line = Node(Shadow, PolicyPhase.Input, """{"id":1,"text":"jane@example.com"}""");
        Assert.Equal("allow", (string?)line["verdict"]);
        Assert.Equal("jane@example.com", (string?)line["output"]);
        Assert.Equal("block", (string?)line["policies"]![0]!["verdict"]);
        Assert.True((bool)line["policies"]![0]!["shadow"]!);
    }

    [Fact]
    public void Evaluate_Messages_KeepTheirFormAndLocateFindings()
    {
        var line = Node(Redact, PolicyPhase.Input, """
            {"id":1,"messages":[
              {"role":"system","content":"be kind","x":1.50},
              {"role":"user","content":[{"type":"text","text":"my mail is jane@exa"},{"type":"text","text":"mple.com ok"},{"type":"image_url","image_url":{"url":"data:"}},{"type":"text","text":"ssn 123-45-6789"}]},
              {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\"to\":\"bob@example.com\"}"}}]}]}
            """.ReplaceLineEndings(" "));
        var findings = (JsonArray)line["policies"]![0]!["findings"]!;
        Assert.Equal(
            ["/messages/1/content/0/text 11 27", "/messages/1/content/3/text 4 15", "/messages/2/tool_calls/0/function/arguments"],
            findings.Select((f, i) => i < 2 ? $"{f!["at"]} {f["start"]} {f["end"]}" : $"{f!["at"]}"));
        var output = (JsonArray)line["output"]!;
        Assert.Equal("""{"role":"system","content":"be kind","x":1.50}""", output[0]!.ToJsonString());
        Assert.Equal("my mail is [EMAIL_ADDRESS]", (string?)output[1]!["content"]![0]!["text"]);
        Assert.Equal(" ok", (string?)output[1]!["content"]![1]!["text"]);
        Assert.Equal("ssn [US_SSN]", (string?)output[1]!["content"]![3]!["text"]);
        Assert.Equal("{\"to\":\"[EMAIL_ADDRESS]\"}", (string?)output[2]!["tool_calls"]![0]!["function"]!["arguments"]);
    }

    [Fact]
    public void Evaluate_BlockInAnAnswersParts_DeliversWhatStandsBefore()
    {
        var line = Node(Block, PolicyPhase.Output, """{"id":1,"messages":[{"role":"assistant","content":[{"type":"text","text":"to jane@example.com, ssn 123-45"},{"type":"text","text":"-6789 and"}]},{"role":"assistant","content":"more"}]}""");
        Assert.Equal("block", (string?)line["verdict"]);
        Assert.Equal("""[{"role":"assistant","content":[{"type":"text","text":"to [EMAIL_ADDRESS], ssn "},{"type":"text","text":""}]},{"role":"assistant","content":""}]""", line["output"]!.ToJsonString());
    }

    [Fact]
    public void Evaluate_Held_IsZeroForTextThatCannotMatch()
    {
        var line = Node(Redact, PolicyPhase.Output, """{"id":1,"text":"!!! ??? ..."}""");
        Assert.Equal(0, (double)line["held"]!["mean"]!);
        Assert.Equal(0, (int)line["held"]!["max"]!);
        var mail = Node(Redact, PolicyPhase.Output, """{"id":1,"text":"jane@example.com"}""");
        Assert.InRange((int)mail["held"]!["max"]!, 10, 16);
        Assert.InRange((double)mail["held"]!["mean"]!, 1, 16);
    }

    [Fact]
    public void Evaluate_Context_DecidesWhichPoliciesApply()
    {
        const string policy = "pii-detector: { action: redact, when: { teams: [hr], environments: [prod] } }";
        string? Output(string team, string? environment) =>
            (string?)Node(policy, PolicyPhase.Input, $$$"""{"id":1,"text":"jane@example.com","context":{"team":"{{{team}}}"}}""", environment)["output"];
        Assert.Equal("[EMAIL_ADDRESS]", Output("hr", "prod"));
        Assert.Equal("[EMAIL_ADDRESS]", Output("hr", null));
        Assert.Equal("jane@example.com", Output("hr", "dev"));
        Assert.Equal("jane@example.com", Output("sales", "prod"));
    }

    [Theory]
    [InlineData("", "line 3: not valid JSON at byte 0, or a key is given twice")]
    [InlineData("{\"id\":1,\"text\":", "line 3: not valid JSON at byte")]
    [InlineData("{\"id\":1,\"text\":\"a\",\"text\":\"secret\"}", "line 3: not valid JSON at byte")]
    [InlineData("[1]", "line 3: a case is a JSON object")]
    [InlineData("null", "line 3: a case is a JSON object")]
    [InlineData("{\"id\":1}", "line 3: `text` (a string) or `messages` (a list) is needed")]
    [InlineData("{\"id\":1,\"text\":5}", "line 3: `text` (a string)")]
    [InlineData("{\"id\":1,\"text\":\"\\ud800\"}", "line 3: a string is not valid Unicode")]
    [InlineData("{\"id\":1,\"messages\":[\"\"]}", "line 3: `messages` must be a list of objects")]
    [InlineData("{\"id\":1,\"messages\":{}}", "line 3: `messages` must be a list of objects")]
    [InlineData("{\"id\":1,\"messages\":[{\"role\":\"user\",\"content\":\"\\udc00\"}]}", "line 3: a string is not valid Unicode")]
    [InlineData("{\"id\":1,\"messages\":[],\"text\":\"a\"}", "line 3: `messages` stands without `text` and `chunks`")]
    [InlineData("{\"id\":1,\"text\":\"ab\",\"chunks\":[\"a\"]}", "line 3: `chunks` put together must be `text`")]
    [InlineData("{\"id\":1,\"text\":\"ab\",\"chunks\":[1]}", "line 3: `chunks` must be a list of strings")]
    [InlineData("{\"id\":1,\"text\":\"ab\",\"context\":{\"team\":1}}", "line 3: the facts of `context` must be strings")]
    [InlineData("{\"id\":1,\"text\":\"ab\",\"context\":{\"taem\":\"a\"}}", "line 3: an unknown fact in `context`")]
    [InlineData("{\"id\":1,\"text\":\"ab\",\"context\":{\"roles\":\"admin\"}}", "line 3: `roles` of `context` must be a list of strings")]
    [InlineData("{\"id\":1,\"text\":\"ab\",\"context\":[]}", "line 3: `context` must be an object")]
    [InlineData("{\"id\":1,\"txt\":\"ab\"}", "line 3: an unknown key; known: id, text, messages, chunks, context")]
    public void Evaluate_MalformedLine_SaysWhatIsWrong(string line, string error)
    {
        var result = Evaluator(Redact, PolicyPhase.Input).Result(Encoding.UTF8.GetBytes(line), 3);
        Assert.StartsWith(error, result.Error, StringComparison.Ordinal);
        Assert.Null(result.Verdict);
        Assert.True(result.Json.IsEmpty);
    }

    [Theory]
    [InlineData("{\"role\":\"assistant\",\"audio\":{\"id\":\"a\",\"transcript\":\"bob@example.com\"}}")]
    [InlineData("{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"custom\",\"custom\":{\"name\":\"f\",\"input\":\"bob@example.com\"}}]}")]
    [InlineData("{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"c\",\"function\":{\"name\":\"f\",\"arguments\":{\"to\":\"bob@example.com\"}}}]}")]
    [InlineData("{\"role\":\"assistant\",\"content\":[{\"type\":\"thinking\",\"thinking\":\"bob@example.com\"}]}")]
    [InlineData("{\"role\":\"assistant\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"bob@example.com\"}]}")]
    [InlineData("{\"role\":\"user\",\"content\":[\"bob@example.com\"]}")]
    [InlineData("{\"role\":\"user\",\"content\":{\"text\":\"bob@example.com\"}}")]
    [InlineData("{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{\"filename\":\"bob@example.com\"}}]}")]
    public void Evaluate_TextInAnyPlace_IsRead(string message)
    {
        var written = Run(Redact, PolicyPhase.Input, $$"""{"id":1,"messages":[{{message}}]}""");
        Assert.Contains("[EMAIL_ADDRESS]", written, StringComparison.Ordinal);
        Assert.DoesNotContain("bob@", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_BrokenUtf8_IsAnErrorNotACrash()
    {
        byte[] line = [.. "{\"id\":1,\"text\":\""u8, 0xFF, 0xC0, .. "\"}"u8];
        Assert.NotNull(Evaluator(Redact, PolicyPhase.Input).Result(line, 1).Error);
    }

    [Fact]
    public void Constructor_PhaseWithoutText_Throws() =>
        Assert.Throws<ArgumentException>(() => Evaluator(Redact, PolicyPhase.Budget));

    private static CorpusEvaluator Evaluator(string policy, PolicyPhase phase, string? environment = null)
    {
        var loaded = PolicyEngine.Load($$"""
            pack: { name: a, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector] }
            policy:
              {{policy}}
            """);
        Assert.DoesNotContain(loaded.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        return new CorpusEvaluator(loaded.Plan!, new CorpusOptions { Phase = phase, Environment = environment, Now = DateTimeOffset.UnixEpoch });
    }

    private static string Run(string policy, PolicyPhase phase, string line, string? environment = null)
    {
        var result = Evaluator(policy, phase, environment).Result(Encoding.UTF8.GetBytes(line), 1);
        Assert.Null(result.Error);
        return Encoding.UTF8.GetString(result.Json.Span);
    }

    private static JsonNode Node(string policy, PolicyPhase phase, string line, string? environment = null) =>
        JsonNode.Parse(Run(policy, phase, line, environment))!;

    private static string Normal(string line)
    {
        line = System.Text.RegularExpressions.Regex.Replace(line, "\"score\":[0-9.]+", "\"score\":SCORE");
        return System.Text.RegularExpressions.Regex.Replace(line, "\"held\":\\{\"mean\":[0-9.]+,\"max\":[0-9]+\\}", "\"held\":HELD");
    }
}
