using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Surfaces;

/// <summary><c>/v1/responses</c> over HTTP.</summary>
public sealed class ResponsesTests
{
    private const string Route = "/v1/responses";
    private const string Hi = """{"model":"gpt-4o","input":"hi"}""";
    private const string HiStream = """{"model":"gpt-4o","input":"hi","stream":true}""";
    private const string Budget = "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 50 }] }";

    [Fact]
    public async Task Call_Whole_IsRedactedBothWays()
    {
        await using var gateway = await StartAsync();
        gateway.Upstream.Response = new ResponsesReply { Parts = ["ask bob@exam", "ple.com"], Reasoning = "eve@example.com?", ToolCalls = [new("c1", "send", "{\"to\":\"x@example.com\"}")], Logprobs = true };
        var answer = await gateway.CallAtAsync(Route, """{"model":"gpt-4o","instructions":"You serve ann@example.com","input":"I am ann@example.com","user":"ann"}""");
        Assert.Equal((200, "redact", "upstream"), (answer.Status, answer["x-keeptrusts-verdict"], answer["x-keeptrusts-source"]));
        Assert.Equal(
            """{"store":false,"model":"gpt-4o","instructions":"You serve [EMAIL_ADDRESS]","input":"I am [EMAIL_ADDRESS]"}""",
            Assert.Single(gateway.Upstream.Requests).Text);
        Assert.Equal(
            ["[EMAIL_ADDRESS]?", "ask [EMAIL_ADDRESS]", "", "{\"to\":\"[EMAIL_ADDRESS]\"}"],
            ResponsesRun.Texts(answer.Json).Values);
        Assert.DoesNotContain("\"token\"", answer.Body, StringComparison.Ordinal);
        var recorded = await gateway.EventAsync();
        Assert.Equal((Route, 11, 7, 3, 2, "completed", false), (recorded.Route, recorded.Usage!.Prompt, recorded.Usage.Completion, recorded.Usage.Cached, recorded.Usage.Reasoning, recorded.FinishReason, recorded.Usage.Estimated));
    }

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(5, true, true)]
    [InlineData(100, true, false)]
    public async Task Stream_AnyFraming_IsRedactedAndEndsProperly(int cut, bool carriageReturns, bool multiLine)
    {
        await using var gateway = await StartAsync();
        gateway.Upstream.Response = new ResponsesReply { Parts = ["é ask bob@example.com or 4111 1111 1111 1111, 😀"], Cuts = [cut], Framing = new() { BytesPerWrite = cut, CarriageReturns = carriageReturns, MultiLine = multiLine } };
        var answer = await gateway.CallAtAsync(Route, HiStream);
        Assert.Equal((200, false), (answer.Status, answer.WasCut));
        Assert.DoesNotContain("[DONE]", answer.Body, StringComparison.Ordinal);
        var events = Events(answer);
        Assert.Equal("é ask [EMAIL_ADDRESS] or [CREDIT_CARD], 😀", Said(events));
        Assert.Equal(("response.completed", "é ask [EMAIL_ADDRESS] or [CREDIT_CARD], 😀"), ((string)events[^1]["type"]!, ResponsesRun.Texts(events[^1]["response"]!)["0/0/text"]));
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(e => (int)e["sequence_number"]!));
        Assert.Equal((11, 7, "completed", "completed"), await gateway.EventAsync() is var e ? (e.Usage!.Prompt, e.Usage.Completion, e.FinishReason, e.Outcome) : default);
    }

    [Fact]
    public async Task Stream_Blocked_IsIncompleteThenErrorThenCut()
    {
        await using var gateway = await StartAsync("{ action: block }");
        gateway.Upstream.Response = new ResponsesReply { Parts = ["write to ann@example.com please"] };
        var answer = await gateway.CallAtAsync(Route, HiStream);
        var events = Events(answer);
        Assert.Equal((true, "write to "), (answer.WasCut, Said(events)));
        Assert.Equal(("response.incomplete", "content_filter"), ((string)events[^2]["type"]!, (string)events[^2]["response"]!["incomplete_details"]!["reason"]!));
        Assert.Equal(("error", "output_blocked", "pii-detector", (int)events[^2]["sequence_number"]! + 1), ((string)events[^1]["type"]!, (string)events[^1]["code"]!, (string)events[^1]["error"]!["policy"]!, (int)events[^1]["sequence_number"]!));
        Assert.Contains("event: error\n", answer.Body, StringComparison.Ordinal);
        Assert.Equal(("block", "cut", "content_filter", "output_blocked"), await gateway.EventAsync() is var e ? (e.Verdict, e.Outcome, e.FinishReason, e.ErrorCode) : default);
    }

    [Fact]
    public async Task Stream_Buffered_ShowsNothingOfWhatIsBlocked()
    {
        await using var gateway = await StartAsync("{ action: block, streaming: buffered }");
        gateway.Upstream.Response = new ResponsesReply { Parts = ["write to ann@example.com please"] };
        var answer = await gateway.CallAtAsync(Route, HiStream);
        Assert.Equal((400, "output_blocked"), (answer.Status, answer.Error["code"]!.GetValue<string>()));
        gateway.Upstream.Response = new ResponsesReply();
        Assert.Equal("Hello from upstream.", Said(Events(await gateway.CallAtAsync(Route, HiStream))));
    }

    [Theory]
    [InlineData(ReplyEnding.Abort, "upstream_cut")]
    [InlineData(ReplyEnding.EndWithoutDone, "upstream_cut")]
    [InlineData(ReplyEnding.ErrorEvent, "server_error")]
    public async Task Stream_UpstreamEndsBadly_ErrorEventThenCut(ReplyEnding ending, string code)
    {
        await using var gateway = await StartAsync(more: Budget);
        gateway.Upstream.Response = new ResponsesReply { Ending = ending };
        var answer = await gateway.CallAtAsync(Route, HiStream);
        var last = Events(answer)[^1];
        Assert.Equal((200, true, "error", code), (answer.Status, answer.WasCut, (string)last["type"]!, (string)last["code"]!));
        Assert.DoesNotContain("response.completed", answer.Body, StringComparison.Ordinal);
        Assert.True(await gateway.EventAsync() is { Outcome: "failed", CostUsd: > 0.04m, Usage.Estimated: true });
    }

    [Fact]
    public async Task Stream_ProviderFails_IsToldWithoutItsKey()
    {
        await using var gateway = await StartAsync(more: Budget);
        var events = new ResponsesReply().Events();
        gateway.Upstream.Response = new EventsReply([events[0], events[^1].Replace("response.completed", "response.failed", StringComparison.Ordinal).Replace("\"status\":\"completed\",\"error\":null", $$"""
            "status":"failed","error":{"code":"server_error","message":"key {{TestGateway.ProviderKey}} of ann@example.com failed"}
            """.Trim(), StringComparison.Ordinal).Replace("\"usage\":{", "\"was\":{", StringComparison.Ordinal)]);
        var answer = await gateway.CallAtAsync(Route, HiStream);
        var last = Events(answer)[^1];
        Assert.Equal(("response.failed", false), ((string)last["type"]!, answer.WasCut));
        Assert.DoesNotContain(TestGateway.ProviderKey, answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("ann@", answer.Body, StringComparison.Ordinal);
        Assert.True(await gateway.EventAsync() is { FinishReason: "failed", CostUsd: > 0.04m, Usage.Estimated: true });
    }

    [Fact]
    public async Task Call_ForbiddenTool_IsBlocked()
    {
        await using var gateway = await StartAsync(null, "agent-firewall: { blocked_tools: [delete_*] }");
        gateway.Upstream.Response = new ResponsesReply { ToolCalls = [new("c1", "delete_all", "{}")] };
        var whole = await gateway.CallAtAsync(Route, Hi);
        Assert.Equal((400, "output_blocked", "tool_denied"), (whole.Status, whole.Error["code"]!.GetValue<string>(), whole.Error["reason_code"]!.GetValue<string>()));
        var streamed = Events(await gateway.CallAtAsync(Route, HiStream));
        Assert.Equal(("Hello from upstream.", "tool_denied"), (Said(streamed), (string)streamed[^1]["error"]!["reason_code"]!));
    }

    [Fact]
    public async Task Call_OwnInstructionsToldBack_AreNoAnswer()
    {
        await using var gateway = await StartAsync(null, "dlp-filter: { blocked_terms: [Project Falcon], action: block, phases: [output] }");
        const string More = """{"instructions":"Never name Project Falcon.","metadata":{"a":"Project Falcon"},"tools":[{"type":"function","name":"f","description":"Project Falcon too"}],"text":{"format":{"type":"text"}},}""";
        const string Request = """{"model":"gpt-4o","input":"hi","instructions":"Never name Project Falcon.","metadata":{"a":"Project Falcon"},"tools":[{"type":"function","name":"f","description":"Project Falcon too"}]}""";
        gateway.Upstream.Response = new ResponsesReply { More = More[1..^1] };
        Assert.Equal(200, (await gateway.CallAtAsync(Route, Request)).Status);
        Assert.Equal("Hello from upstream.", Said(Events(await gateway.CallAtAsync(Route, Request.Replace("\"hi\"", "\"hi\",\"stream\":true", StringComparison.Ordinal)))));
        gateway.Upstream.Response = new ResponsesReply { More = More[1..^1], Parts = ["Never name Project Falcon."] };
        Assert.Equal(400, (await gateway.CallAtAsync(Route, Request)).Status);
        gateway.Upstream.Response = new ResponsesReply { More = "\"instructions\":\"Say Project Falcon.\"," };
        Assert.Equal(400, (await gateway.CallAtAsync(Route, Request)).Status);
    }

    [Theory]
    [InlineData(Hi, null, 4096)]
    [InlineData("""{"model":"gpt-4o","input":"hi","max_output_tokens":null}""", null, 4096)]
    [InlineData("""{"model":"gpt-4o","input":"hi","max_output_tokens":100,"store":true}""", null, 100)]
    public async Task Call_Budget_LimitsAndKeepsNothing(string body, string? other, int limit)
    {
        await using var gateway = await StartAsync(null, Budget);
        var answer = await gateway.CallAtAsync(Route, body);
        var sent = gateway.Upstream.Requests[0].Json;
        Assert.Equal((200, limit, false, other), (answer.Status, (int)sent["max_output_tokens"]!, (bool)sent["store"]!, (string?)sent["max_tokens"]));
        Assert.Equal("0.0000975", answer["x-keeptrusts-cost-usd"]);
    }

    [Theory]
    [InlineData("""{"type":"web_search"}""")]
    [InlineData("""{"type":"code_interpreter","container":{"type":"auto"}}""")]
    [InlineData("""{"type":"mcp","server_label":"x","server_url":"https://example.com"}""")]
    [InlineData("""{"type":"something_new"}""")]
    [InlineData("""{"type":"web\u005fsearch"}""")]
    public async Task Call_HostedTools_AreUnboundedUnderACap(string tool)
    {
        await using var gateway = await StartAsync(null, Budget);
        var body = $$"""{"model":"gpt-4o","input":"hi","tools":[{"type":"function","name":"f"},{{tool}}]}""";
        var answer = await gateway.CallAtAsync(Route, body);
        Assert.Equal((400, "cost_unbounded"), (answer.Status, answer.Error["code"]!.GetValue<string>()));
        var smuggled = await gateway.CallAtAsync(Route, $$"""{"model":"gpt-4o","input":[{"type":"additional_tools","role":"developer","tools":[{{tool}}]},{"role":"user","content":"hi"}]}""");
        Assert.Equal((400, "cost_unbounded"), (smuggled.Status, smuggled.Error["code"]!.GetValue<string>()));
        gateway.Load(TestGateway.Yaml(gateway.Upstream, null).Replace("openai-compatible", "openai", StringComparison.Ordinal));
        Assert.Equal(200, (await gateway.CallAtAsync(Route, body)).Status);
    }

    [Theory]
    [InlineData("""{"previous_response_id":"resp_1"}""", "previous_response_id")]
    [InlineData("""{"conversation":"conv_1"}""", "conversation")]
    [InlineData("""{"conversation":{"id":"conv_1"}}""", "conversation")]
    [InlineData("""{"prompt":{"id":"pmpt_1"}}""", "prompt")]
    [InlineData("""{"background":true}""", "background")]
    [InlineData("""{"input":[{"type":"item_reference","id":"msg_1"}]}""", "input[]")]
    [InlineData("""{"input":[{"type":"item\u005freference","id":"msg_1"}]}""", "input[]")]
    [InlineData("""{"input":[{"id":"msg_1"}]}""", "input[]")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_file","file_id":"file_1"}]}]}""", "file_id")]
    [InlineData("""{"input":[{"role":"user","content":[{"type":"input_image","file_id":"file_1"}]}]}""", "file_id")]
    [InlineData("""{"input":[{"type":"computer_call_output","call_id":"c","output":{"type":"computer_screenshot","file_id":"file_1"}}]}""", "file_id")]
    [InlineData("""{"tools":[{"type":"file_search","vector_store_ids":["vs_1"]}]}""", "file_id")]
    [InlineData("""{"tools":[{"type":"code_interpreter","container":"cntr_1"}]}""", "tools[]")]
    [InlineData("""{"tools":[{"type":"code_interpreter","container":{"type":"auto","file_ids":["file_1"]}}]}""", "file_id")]
    [InlineData("""{"tools":[{"type":"shell","environment":{"type":"container_reference","container_id":"cntr_1"}}]}""", "tools[]")]
    [InlineData("""{"tools":[{"type":"image_generation","input_image_mask":{"file_id":"file_1"}}]}""", "file_id")]
    public async Task Call_StateOfTheProvider_IsRefused(string member, string param)
    {
        await using var gateway = await StartAsync(null);
        var input = member.StartsWith("{\"input\"", StringComparison.Ordinal) ? "" : "\"input\":\"hi\",";
        var answer = await gateway.CallAtAsync(Route, $$"""{"model":"gpt-4o",{{input}}{{member[1..]}}""");
        Assert.Equal((400, "stateful_feature_disabled", param), (answer.Status, answer.Error["code"]!.GetValue<string>(), answer.Error["param"]!.GetValue<string>()));
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("""{"previous_response_id":null,"conversation":null,"prompt":null,"background":false}""")]
    [InlineData("""{"previous_response_id":null,"background":null,"tools":[{"type":"function","name":"f","parameters":{"properties":{"file_id":{"type":"string"}}}}]}""")]
    public async Task Call_NoStateAsked_IsServed(string member)
    {
        await using var gateway = await StartAsync(null);
        Assert.Equal(200, (await gateway.CallAtAsync(Route, $$"""{"model":"gpt-4o","input":"hi",{{member[1..]}}""")).Status);
    }

    [Theory]
    [InlineData("""{"type":"input_image","image_url":"data:image/png;base64,AA=="}""")]
    [InlineData("""{"type":"input_file","filename":"a.pdf","file_data":"data:application/pdf;base64,AA=="}""")]
    [InlineData("""{"type":"input_file","file_url":"https://example.com/a.pdf"}""")]
    [InlineData("""{"type":"input_audio","input_audio":{"data":"AA==","format":"mp3"}}""")]
    public async Task Call_UnreadableParts_AreRefusedUnderContentPolicies(string part)
    {
        await using var gateway = await StartAsync();
        var answer = await gateway.CallAtAsync(Route, $$"""{"model":"gpt-4o","input":[{"role":"user","content":[{"type":"input_text","text":"look"},{{part}}]}]}""");
        Assert.Equal((400, "unreadable_content"), (answer.Status, answer.Error["reason_code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Call_Items_AreReadWhoeverSaidThem()
    {
        await using var gateway = await StartAsync();
        await gateway.CallAtAsync(Route, """
            {"model":"gpt-4o","input":[
              {"role":"user","content":[{"type":"input_text","text":"I am ann@exam"},{"type":"input_text","text":"ple.com"}]},
              {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"a@example.com"}],"encrypted_content":"ann@example.com"},
              {"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"b@example.com","annotations":[],"logprobs":[{"token":"b@example.com","logprob":0,"bytes":[],"top_logprobs":[]}]}]},
              {"type":"function_call","call_id":"c@example.com","name":"f","arguments":"{\"to\":\"d@example.com\"}"},
              {"type":"function_call_output","call_id":"c1","output":"e@example.com"},
              {"type":"function_call_output","call_id":"c1","output":[{"type":"input_text","text":"f@example.com"}]},
              {"type":"custom_tool_call","call_id":"c1","name":"g","input":"g@example.com"}],
             "text":{"format":{"type":"json_schema","name":"x","description":"h@example.com","schema":{"type":"object","properties":{"a":{"description":"i@example.com"}}}}}}
            """);
        var sent = gateway.Upstream.Requests[0].Text;
        Assert.Equal(2, sent.Split("@example.com").Length - 1); // The id of a call and the encrypted reasoning.
        Assert.Contains("[{\"type\":\"input_text\",\"text\":\"I am [EMAIL_ADDRESS]\"},{\"type\":\"input_text\",\"text\":\"\"}]", sent, StringComparison.Ordinal);
        Assert.Contains("\"logprobs\":[]", sent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"model":"gpt-4o"}""", "missing_required_parameter")]
    [InlineData("""{"model":"gpt-4o","input":5}""", "missing_required_parameter")]
    [InlineData("""{"model":"gpt-4o","input":["hi"]}""", "invalid_type")]
    [InlineData("""{"model":"gpt-4o","input":"hi","input":"ho"}""", "duplicate_key")]
    [InlineData("""{"model":"gpt-4o","input":"hi","max_output_tokens":0}""", "invalid_type")]
    [InlineData("""{"model":"gpt-4o","input":"hi","background":"yes"}""", "invalid_type")]
    [InlineData("""{"model":"gpt-4o","input":"\udc00"}""", "invalid_json")]
    public async Task Call_BadRequest_IsClear(string body, string code)
    {
        await using var gateway = await StartAsync();
        var answer = await gateway.CallAtAsync(Route, body);
        Assert.Equal((400, code), (answer.Status, answer.Error["code"]!.GetValue<string>()));
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("""{"model":"any","input":"hi"}""")]
    [InlineData("""{"model":"any","input":[{"role":"system","content":"x"},{"role":"user","content":[{"type":"input_text","text":"hi"}]}]}""")]
    public async Task Echo_WholeAndStreamed_SaysTheSame(string body)
    {
        await using var gateway = await StartAsync();
        gateway.Load("pack: { name: x, version: 1.0.0, enabled: true }\npolicies: { chain: [pii-detector] }\npolicy: { pii-detector: { action: redact } }");
        var whole = await gateway.CallAtAsync(Route, body);
        Assert.Equal((200, "You said: hi"), (whole.Status, ResponsesRun.Texts(whole.Json)["0/0/text"]));
        var events = Events(await gateway.CallAtAsync(Route, body.Replace("\"any\"", "\"any\",\"stream\":true", StringComparison.Ordinal)));
        Assert.Equal(("You said: hi", whole.Body), (Said(events), events[^1]["response"]!.ToJsonString()));
    }

    [Fact]
    public async Task Call_AnswerIsNone_Is502()
    {
        await using var gateway = await StartAsync();
        gateway.Upstream.Response = HttpReply.Html();
        Assert.Equal(502, (await gateway.CallAtAsync(Route, Hi)).Status);
        Assert.Equal(502, (await gateway.CallAtAsync(Route, HiStream)).Status);
        gateway.Upstream.Response = HttpReply.Json(200, """{"error":{"message":"x"}}""");
        Assert.Equal(502, (await gateway.CallAtAsync(Route, Hi)).Status);
    }

    [Fact]
    public async Task Content_Kept_IsWhatTheCallerGot()
    {
        await using var gateway = await TestGateway.StartAsync("{ action: redact }");
        gateway.Load(TestGateway.Yaml(gateway.Upstream, "{ action: redact }").Replace("openai-compatible", "openai", StringComparison.Ordinal).Replace("retention_days: 90", "content: redacted", StringComparison.Ordinal));
        gateway.Upstream.Response = new ResponsesReply { Parts = ["ask bob@example.com"], Reasoning = "hm", ToolCalls = [new("c1", "send", "{}")] };
        await gateway.CallAtAsync(Route, HiStream);
        var streamed = (await gateway.EventAsync()).Content!;
        await gateway.CallAtAsync(Route, Hi);
        var whole = (await gateway.EventAsync(2)).Content!;
        string[] expected = ["/output/0/summary/0/text=hm", "/output/1/content/0/text=ask [EMAIL_ADDRESS]", "/output/2/arguments={}", "/output/2/name=send"];
        Assert.Equal(expected, streamed.Response.Select(text => $"{text.At}={text.Text}").Order(StringComparer.Ordinal));
        Assert.Equal(expected, whole.Response.Select(text => $"{text.At}={text.Text}").Order(StringComparer.Ordinal));
        Assert.Contains(whole.Request, text => text is { At: "/input", Text: "hi" });
    }

    private static async Task<TestGateway> StartAsync(string? pii = "{ action: redact }", string? more = null)
    {
        var gateway = await TestGateway.StartAsync(pii, more);
        gateway.Load(TestGateway.Yaml(gateway.Upstream, pii, more).Replace("openai-compatible", "openai", StringComparison.Ordinal));
        return gateway;
    }

    private static List<JsonNode> Events(ClientAnswer answer) =>
        [.. answer.Body.Split("\n\n").Where(frame => frame.Contains("data: ", StringComparison.Ordinal)).Select(frame => JsonNode.Parse(string.Concat(frame.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => line[6..])))!)];

    private static string Said(List<JsonNode> events) =>
        string.Concat(events.Where(json => (string?)json["type"] == "response.output_text.delta").Select(json => (string)json["delta"]!));
}
