using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Surfaces;

/// <summary>Calls in Anthropic's dialect.</summary>
public sealed class MessagesTests
{
    private const string Hi = """{"model":"claude-sonnet-4-5","max_tokens":100,"messages":[{"role":"user","content":"hi"}]}""";
    private const string HiStreamed = """{"model":"claude-sonnet-4-5","max_tokens":100,"stream":true,"messages":[{"role":"user","content":"hi"}]}""";

    [Fact]
    public async Task Call_Sensitive_LeavesAsItCameButForThat()
    {
        await using var gateway = await AnthropicGateway.StartAsync();
        var answer = await gateway.CallMessagesAsync("""
            {"model":"claude-sonnet-4-5","max_tokens":100,"metadata":{"user_id":"u-1"},"system":[{"type":"text","text":"You help ann@exam"},{"type":"text","text":"ple.com.","cache_control":{"type":"ephemeral"}}],"messages":[{"role":"user","content":[{"type":"text","text":"mail ann@example.com"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"ann@example.com"}}]},{"role":"assistant","content":[{"type":"thinking","thinking":"ann@example.com?","signature":"sig"},{"type":"thinking","thinking":"fine","signature":"sig2"},{"type":"thinking","thinking":"gone","signature":""},{"type":"tool_use","id":"ann@example.com","name":"mail","input":{"to":["ann@example.com"]}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"ann@example.com","content":[{"type":"text","text":"sent to ann@example.com"}]},{"type":"document","source":{"type":"text","media_type":"text/plain","data":"ann@example.com"}}]}],"tools":[{"name":"mail","description":"mails ann@example.com","input_schema":{"type":"object","properties":{"to":{"type":"string","description":"ann@example.com"}}}}]}
            """);
        Assert.Equal(200, answer.Status);
        var sent = Assert.Single(gateway.Upstream.Requests);
        Assert.Equal("""
            {"model":"claude-sonnet-4-5","max_tokens":100,"system":[{"type":"text","text":"You help [EMAIL_ADDRESS]"},{"type":"text","text":".","cache_control":{"type":"ephemeral"}}],"messages":[{"role":"user","content":[{"type":"text","text":"mail [EMAIL_ADDRESS]"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"ann@example.com"}}]},{"role":"assistant","content":[{"type":"thinking","thinking":"fine","signature":"sig2"},{"type":"tool_use","id":"ann@example.com","name":"mail","input":{"to":["[EMAIL_ADDRESS]"]}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"ann@example.com","content":[{"type":"text","text":"sent to [EMAIL_ADDRESS]"}]},{"type":"document","source":{"type":"text","media_type":"text/plain","data":"[EMAIL_ADDRESS]"}}]}],"tools":[{"name":"mail","description":"mails [EMAIL_ADDRESS]","input_schema":{"type":"object","properties":{"to":{"type":"string","description":"[EMAIL_ADDRESS]"}}}}]}
            """, sent.Text);
        Assert.Equal(("/v1/messages", TestGateway.ProviderKey, null, null), (sent.Path, sent.Header("x-api-key"), sent.Header("Authorization"), sent.Header("anthropic-beta")));
        var usage = (await gateway.EventAsync()).Usage!;
        Assert.Equal((12, 7, false), (usage.Prompt, usage.Completion, usage.Estimated));
    }

    [Fact]
    public async Task Answer_Sensitive_IsRedacted()
    {
        await using var gateway = await AnthropicGateway.StartAsync();
        gateway.Upstream.Enqueue(new MessagesReply { Thinking = "ann@example.com", Texts = ["mail ann@exam", "ple.com"], ToolCalls = [new("toolu_1", "mail", """{"to":"ann@example.com"}""")] });
        var content = (await gateway.CallMessagesAsync(Hi)).Json["content"]!;
        Assert.Equal(("[EMAIL_ADDRESS]", ""), (Text(content[0]!["thinking"]), Text(content[0]!["signature"])));
        Assert.Equal(("mail [EMAIL_ADDRESS]", ""), (Text(content[1]!["text"]), Text(content[2]!["text"])));
        Assert.Equal("[EMAIL_ADDRESS]", Text(content[3]!["input"]!["to"]));
    }

    [Fact]
    public async Task Stream_Sensitive_IsRedactedInNamedEvents()
    {
        await using var gateway = await AnthropicGateway.StartAsync();
        gateway.Upstream.Enqueue(new MessagesReply { Texts = ["mail ann@example.com now"] });
        var answer = await gateway.CallMessagesAsync(HiStreamed);
        Assert.False(answer.WasCut);
        Assert.StartsWith("event: message_start\ndata: {", answer.Body, StringComparison.Ordinal);
        Assert.EndsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n", answer.Body, StringComparison.Ordinal);
        Assert.Equal("mail [EMAIL_ADDRESS] now", Said(answer));
        var recorded = await gateway.EventAsync();
        Assert.Equal(("end_turn", 12, 7), (recorded.FinishReason, recorded.Usage!.Prompt, recorded.Usage.Completion));
    }

    [Fact]
    public async Task Stream_Blocked_EndsWithAnErrorEventAndIsCut()
    {
        await using var gateway = await AnthropicGateway.StartAsync("{ action: block }");
        gateway.Upstream.Enqueue(new MessagesReply { Texts = ["mail ann@example.com now"] });
        var answer = await gateway.CallMessagesAsync(HiStreamed);
        Assert.True(answer.WasCut);
        var last = answer.Body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.StartsWith("event: error\ndata: ", last, StringComparison.Ordinal);
        var error = JsonNode.Parse(last["event: error\ndata: ".Length..])!;
        Assert.Equal(("error", "policy_violation", "output_blocked", answer["x-request-id"]), (Text(error["type"]), Text(error["error"]!["type"]), Text(error["error"]!["code"]), Text(error["request_id"])));
        Assert.Equal("mail ", Said(answer));
        Assert.DoesNotContain("message_stop", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_CutByUpstream_SaysSo()
    {
        await using var gateway = await AnthropicGateway.StartAsync();
        gateway.Upstream.Enqueue(new MessagesReply { Ending = ReplyEnding.Abort }, new MessagesReply { Ending = ReplyEnding.EndWithoutDone }, new MessagesReply { Ending = ReplyEnding.ErrorEvent });
        foreach (var code in (string?[])["upstream_cut", "upstream_cut", null])
        {
            var answer = await gateway.CallMessagesAsync(HiStreamed);
            Assert.True(answer.WasCut);
            var error = JsonNode.Parse(answer.Body.Split("event: error\ndata: ")[1])!["error"]!;
            Assert.Equal((code ?? "overloaded_error", code), (Text(error["code"] ?? error["type"]), error["code"] is { } said ? Text(said) : null));
        }
    }

    [Fact]
    public async Task Stream_Silent_IsKeptAliveByPings()
    {
        await using var gateway = await AnthropicGateway.StartAsync();
        gateway.Upstream.Enqueue(new MessagesReply { FirstByteDelay = TimeSpan.FromSeconds(2) });
        var call = gateway.CallMessagesAsync(HiStreamed);
        await gateway.Upstream.WaitForRequestAsync(TestContext.Current.CancellationToken);
        for (var i = 0; i < 3 && !call.IsCompleted; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken); // The provider has the call a moment before the gateway begins to wait.
            gateway.Time.Advance(TimeSpan.FromSeconds(16));
        }

        var answer = await call;
        Assert.StartsWith("event: ping\ndata: {\"type\": \"ping\"}\n\n", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\n: ", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":"SSN ann@example.com"}]}""", 400, "policy_violation", "input_blocked")]
    [InlineData("""{"model":"claude-sonnet-4-5"}""", 400, "invalid_request_error", "missing_required_parameter")]
    [InlineData("""{"model":"none","messages":[]}""", 404, "not_found_error", "model_not_found")]
    [InlineData("""{"model":"claude-sonnet-4-5","container":"c_1","messages":[]}""", 400, "invalid_request_error", "stateful_feature_disabled")]
    [InlineData("""{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":[{"type":"document","source":{"type":"file","file_id":"f"}}]}]}""", 400, "invalid_request_error", "stateful_feature_disabled")]
    [InlineData("""{"model":"claude-sonnet-4-5","messages":[],"messages":[]}""", 400, "invalid_request_error", "duplicate_key")]
    public async Task Refusal_Any_HasAnthropicsShape(string body, int status, string type, string code)
    {
        await using var gateway = await AnthropicGateway.StartAsync("{ action: block }");
        foreach (var path in (string[])["/v1/messages", "/v1/messages/count_tokens"])
        {
            var answer = await gateway.CallMessagesAsync(body, path);
            Assert.Equal((status, "error", type, code, answer["x-request-id"]), (answer.Status, Text(answer.Json["type"]), Text(answer.Error["type"]), Text(answer.Error["code"]), Text(answer.Json["request_id"])));
        }

        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Key_AnyHeader_CountsOnceAndWhereItBelongs()
    {
        await using var gateway = await AnthropicGateway.StartAsync();
        Assert.Equal(200, (await gateway.CallAtAsync("/v1/messages", Hi)).Status);
        var both = await gateway.CallAtAsync("/v1/messages", Hi, request => request.Headers.TryAddWithoutValidation("x-api-key", gateway.Token));
        Assert.Equal((401, "authentication_error"), (both.Status, Text(both.Error["type"])));
        Assert.Equal(401, (await gateway.CallMessagesAsync(Hi, "/v1/chat/completions")).Status);
    }

    [Fact]
    public async Task Error_OfTheProvider_IsRelayedAsItIs()
    {
        await using var gateway = await AnthropicGateway.StartAsync();
        gateway.Upstream.Enqueue(HttpReply.Json(529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_up"}"""));
        var answer = await gateway.CallMessagesAsync(Hi);
        Assert.Equal((529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_up"}"""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task CountTokens_Sensitive_IsGovernedAndFree()
    {
        await using var gateway = await AnthropicGateway.StartAsync();
        var answer = await gateway.CallMessagesAsync("""{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":"ann@example.com"}]}""", "/v1/messages/count_tokens");
        Assert.Equal((200, """{"input_tokens":14}"""), (answer.Status, answer.Body));
        var sent = Assert.Single(gateway.Upstream.Requests);
        Assert.Equal(("/v1/messages/count_tokens", """{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":"[EMAIL_ADDRESS]"}]}"""), (sent.Path, sent.Text));
        Assert.Equal(0, (await gateway.EventAsync()).CostUsd);
    }

    [Fact]
    public async Task Target_Other_IsRefused()
    {
        await using var gateway = await TestGateway.StartAsync();
        var answer = await gateway.CallMessagesAsync("""{"model":"gpt-4o","max_tokens":5,"messages":[]}""");
        Assert.Equal((400, "invalid_request_error", "unsupported_for_target"), (answer.Status, Text(answer.Error["type"]), Text(answer.Error["code"])));
    }

    [Fact]
    public async Task HostedTool_UnderAHardCap_IsRefused()
    {
        await using var gateway = await AnthropicGateway.StartAsync(more: "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 1 }] }");
        var bash = await gateway.CallMessagesAsync("""{"model":"claude-sonnet-4-5","max_tokens":5,"messages":[],"tools":[{"type":"bash_20250124","name":"bash"}]}""");
        var search = await gateway.CallMessagesAsync("""{"model":"claude-sonnet-4-5","max_tokens":5,"messages":[],"tools":[{"type":"web_search_20250305","name":"web_search"}]}""");
        Assert.Equal((200, 400, "cost_unbounded"), (bash.Status, search.Status, Text(search.Error["code"])));
    }

    [Fact]
    public async Task Echo_SameRequest_SaysTheSame()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Load("pack: { name: x, version: 1.0.0, enabled: true }\npolicies: { chain: [] }");
        var (whole, stream) = (await gateway.CallMessagesAsync(Hi), await gateway.CallMessagesAsync(HiStreamed));
        Assert.Equal("You said: hi", Text(whole.Json["content"]![0]!["text"]));
        Assert.Equal("You said: hi", Said(stream));
        Assert.Equal((whole.Body, stream.Body), ((await gateway.CallMessagesAsync(Hi)).Body, (await gateway.CallMessagesAsync(HiStreamed)).Body));
        Assert.True((await gateway.CallMessagesAsync(Hi, "/v1/messages/count_tokens")).Json["input_tokens"]!.GetValue<int>() > 0);
    }

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private static string Said(ClientAnswer answer) => string.Concat(answer.Body.Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => Text(JsonNode.Parse(line[6..])!["delta"]?["text"])));
}
