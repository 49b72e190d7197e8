using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Pipeline;

public sealed class WholeCallTests
{
    private const string Hi = """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}""";

    [Fact]
    public async Task Call_Plain_AnswerHeadersAndEvent()
    {
        await using var gateway = await TestGateway.StartAsync(more: "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 50 }] }");
        gateway.Upstream.Reply = new ChatReply { Headers = new Dictionary<string, string> { ["x-request-id"] = "up_1", ["set-cookie"] = "a=b", ["openai-organization"] = "org" } };
        var answer = await gateway.CallAsync(Hi);
        Assert.Equal((200, "Hello from upstream."), (answer.Status, answer.Json["choices"]![0]!["message"]!["content"]!.GetValue<string>()));
        Assert.StartsWith("req_", answer["x-request-id"], StringComparison.Ordinal);
        Assert.Equal(("upstream", "team-dev@3", "allow", null), (answer["x-keeptrusts-source"], answer["x-keeptrusts-config"], answer["x-keeptrusts-verdict"], answer["x-keeptrusts-policies"]));
        Assert.Equal(("4096", "0.0000975", "up_1"), (answer["x-keeptrusts-output-limit"], answer["x-keeptrusts-cost-usd"], answer["x-upstream-request-id"]));
        Assert.Equal("49.9999025", answer["x-keeptrusts-budget-remaining-usd"]); // What is left once the call is paid for.
        Assert.DoesNotContain("set-cookie", answer.Headers.Keys);
        Assert.DoesNotContain("openai-organization", answer.Headers.Keys);
        var recorded = await gateway.EventAsync();
        Assert.Equal((answer["x-request-id"], "completed", "allow", 0.0000975m, 11, 7), (recorded.RequestId, recorded.Outcome, recorded.Verdict, recorded.CostUsd, recorded.Usage!.Prompt, recorded.Usage.Completion));
        Assert.Equal(("search", "key_1", "ann", "gpt-4o", "mock", "stop"), (recorded.Team, recorded.KeyId, recorded.User, recorded.Model, recorded.Provider, recorded.FinishReason));
    }

    [Fact]
    public async Task Call_FindingsOnBothSides_AreRedactedAndSaidSo()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Upstream.Reply = new ChatReply { Text = "write to bob@example.com" };
        var answer = await gateway.CallAsync("""{"model":"gpt-4o","messages":[{"role":"user","content":"I am ann@example.com"}]}""");
        Assert.Contains("I am [EMAIL_ADDRESS]", gateway.Upstream.Calls[0].Text, StringComparison.Ordinal);
        Assert.Contains("write to [EMAIL_ADDRESS]", answer.Body, StringComparison.Ordinal);
        Assert.Equal(("redact", "pii-detector=redact"), (answer["x-keeptrusts-verdict"], answer["x-keeptrusts-policies"]?.Split(';')[0]));
        Assert.Equal("pii_detected", (await gateway.EventAsync()).ReasonCode);
    }

    [Fact]
    public async Task Call_Outgoing_CarriesNothingOfTheCallerButTheBody()
    {
        await using var gateway = await TestGateway.StartAsync();
        var request = gateway.Request("""{ "user" : "ann" , "model":"gpt-4o","store":true, "messages":[ {"role":"user","content":"h\u0069"} ] , "x_new":[1.50,{"a":null}]}""");
        foreach (var name in (string[])["Cookie", "X-User-Id", "X-Conversation-ID", "X-Forwarded-For", "OpenAI-Organization", "X-Stainless-Lang", "Proxy-Authorization", "traceparent", "Forwarded", "X-Api-Key"])
        {
            request.Headers.TryAddWithoutValidation(name, "marked-value");
        }

        Assert.Equal(200, (int)(await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
        var sent = gateway.Upstream.Calls.Single();
        Assert.Equal("""{  "model":"gpt-4o","store":false, "messages":[ {"role":"user","content":"h\u0069"} ] , "x_new":[1.50,{"a":null}]}""", sent.Text);
        Assert.Equal("Bearer " + TestGateway.ProviderKey, sent.Header("Authorization"));
        Assert.DoesNotContain(sent.Headers, header => header.Value.Contains("marked-value", StringComparison.Ordinal) || header.Value.Contains("kt_gk_", StringComparison.Ordinal));
        Assert.Equal(["Accept", "Authorization", "Content-Length", "Content-Type", "Host", "User-Agent"], sent.Headers.Select(header => header.Key).Order(StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("""{"model":"gpt-4o","messages":[],"user":"x"}""", """{"model":"gpt-4o","messages":[]}""")]
    [InlineData("""{"model":"gpt-4o","user":"x","messages":[]}""", """{"model":"gpt-4o","messages":[]}""")]
    [InlineData("""{"model":"gpt-4o","messages":[],"store":null}""", """{"model":"gpt-4o","messages":[],"store":false}""")]
    [InlineData("""{"model":"gpt-4o","messages":[],"stream":false,"stream_options":null}""", """{"model":"gpt-4o","messages":[],"stream":false,"stream_options":null}""")]
    [InlineData("""{"model":"gpt-4o","messages":[],"stream":true}""", """{"stream_options":{"include_usage":true},"model":"gpt-4o","messages":[],"stream":true}""")]
    [InlineData("""{"user":"x","model":"gpt-4o","messages":[],"stream":true}""", """{"stream_options":{"include_usage":true},"model":"gpt-4o","messages":[],"stream":true}""")]
    [InlineData("""{"model":"gpt-4o","messages":[],"stream":true,"stream_options":null}""", """{"model":"gpt-4o","messages":[],"stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"model":"gpt-4o","messages":[],"stream":true,"stream_options":{ }}""", """{"model":"gpt-4o","messages":[],"stream":true,"stream_options":{"include_usage":true }}""")]
    [InlineData("""{"model":"gpt-4o","messages":[],"stream":true,"stream_options":{ "x":"ann@example.com"}}""", """{"model":"gpt-4o","messages":[],"stream":true,"stream_options":{"include_usage":true, "x":"[EMAIL_ADDRESS]"}}""")]
    [InlineData("""{"model":"gpt-4o","messages":[],"stream":true,"stream_options":{"include_usage":false}}""", """{"model":"gpt-4o","messages":[],"stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"model":"gpt-4o","messages":[],"stream":true,"stream_options":{"include_usage":true}}""", """{"model":"gpt-4o","messages":[],"stream":true,"stream_options":{"include_usage":true}}""")]
    public async Task Call_Body_OnlyWhatMustChangeIsSpliced(string body, string sent)
    {
        await using var gateway = await TestGateway.StartAsync();
        Assert.Equal(200, (await gateway.CallAsync(body)).Status);
        Assert.Equal(sent, gateway.Upstream.Calls.Single().Text);
    }

    [Theory]
    [InlineData("", "refuse", "\"max_tokens\":4096,")]
    [InlineData(",\"max_tokens\":30", "refuse", "")]
    [InlineData(",\"max_tokens\":9000000", "clamp", "")]
    public async Task Call_OutputLimit_IsSplicedWhereTheGatewaySetsIt(string extra, string insufficient, string inserted)
    {
        await using var gateway = await TestGateway.StartAsync(more: $"cost-cap: {{ budgets: [{{ scope: team, window: day, hard_cap_usd: 50 }}], on_insufficient: {insufficient} }}");
        var answer = await gateway.CallAsync($$"""{"model":"gpt-4o","messages":[]{{extra}}}""");
        var sent = gateway.Upstream.Calls.Single();
        Assert.Contains(insufficient == "clamp" ? $"\"max_tokens\":{answer["x-keeptrusts-output-limit"]}" : inserted + "\"model\":\"gpt-4o\",\"messages\":[]" + extra, sent.Text, StringComparison.Ordinal);
        Assert.NotNull(JsonNode.Parse(sent.Body));
    }

    [Theory]
    [InlineData("\"max_tokens\":null", "\"max_tokens\":4096")]
    [InlineData("\"max_tok\\u0065ns\":null", "\"max_tok\\u0065ns\":4096")]
    [InlineData("\"max_completion_tokens\":null,\"max_tokens\":null", "\"max_tokens\":4096")]
    public async Task Call_OutputLimitNull_IsReplacedNotRepeated(string asked, string sent)
    {
        await using var gateway = await TestGateway.StartAsync(more: "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 50 }] }");
        Assert.Equal(200, (await gateway.CallAsync($$"""{"model":"gpt-4o",{{asked}},"messages":[]}""")).Status);
        Assert.Equal($$"""{"model":"gpt-4o",{{sent}},"messages":[]}""", gateway.Upstream.Calls.Single().Text);
    }

    [Theory]
    [InlineData("redact")]
    [InlineData("block")]
    public async Task Call_PersonalDataInTheModelsName_NeitherLeavesNorIsRecorded(string action)
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Load(TestGateway.Yaml(gateway.Upstream, $"{{ action: {action} }}").Replace("[gpt-4o, gpt-4o-mini]", "[\"gpt-*\"]", StringComparison.Ordinal));
        var answer = await gateway.CallAsync("""{"model":"gpt-ada.lovelace@gmail.com","messages":[]}""");
        Assert.Equal((400, "input_blocked"), (answer.Status, answer.Error["code"]!.GetValue<string>()));
        Assert.Empty(gateway.Upstream.Calls);
        Assert.Null((await gateway.EventAsync()).Model);
    }

    [Fact]
    public async Task Call_BestOf_IsHeldFor()
    {
        await using var gateway = await TestGateway.StartAsync(more: "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 0.01 }] }");
        Assert.Equal(200, (await gateway.CallAsync("""{"model":"gpt-4o","max_tokens":100,"messages":[]}""")).Status);
        Assert.Equal(429, (await gateway.CallAsync("""{"model":"gpt-4o","max_tokens":100,"best_of":50,"messages":[]}""")).Status);
    }

    [Theory]
    [InlineData("[\"gpt-4.1\"]")]
    [InlineData("\"gpt-4.1\"")]
    public async Task Call_OtherModels_AreNotTheProvidersChoice(string models)
    {
        await using var gateway = await TestGateway.StartAsync();
        var answer = await gateway.CallAsync($$"""{"model":"gpt-4o","models":{{models}},"messages":[]}""");
        Assert.Equal((400, "unsupported_parameter"), (answer.Status, answer.Error["code"]!.GetValue<string>()));
        Assert.Empty(gateway.Upstream.Calls);
    }

    [Fact]
    public async Task Call_TwoOutputLimits_TheLargerMustFitTheBudget()
    {
        await using var gateway = await TestGateway.StartAsync(more: "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 0.01 }] }");
        var answer = await gateway.CallAsync("""{"model":"gpt-4o","max_tokens":5,"max_completion_tokens":9000000,"messages":[]}""");
        Assert.Equal((429, "budget_exceeded"), (answer.Status, answer.Error["code"]!.GetValue<string>()));
        Assert.Empty(gateway.Upstream.Calls);
    }

    [Fact]
    public async Task Call_TwoOutputLimitsClamped_TheSmallerStays()
    {
        await using var gateway = await TestGateway.StartAsync(more: "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 0.01 }], on_insufficient: clamp }", target: "capabilities: { output_limit_field: max_completion_tokens }");
        var answer = await gateway.CallAsync("""{"model":"gpt-4o","max_tokens":5,"max_completion_tokens":9000000,"messages":[]}""");
        Assert.Equal($$"""{"model":"gpt-4o","max_tokens":5,"max_completion_tokens":{{answer["x-keeptrusts-output-limit"]}},"messages":[]}""", gateway.Upstream.Calls.Single().Text);
    }

    [Fact]
    public async Task Call_AnswerInTextParts_AdjacentOnesAreOneText()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Upstream.Enqueue(HttpReply.Json(200, """{"choices":[{"index":0,"message":{"content":[{"type":"text","text":"to ann"},{"type":"text","text":"@example.com!"},{"type":"thinking","thinking":"hm"},{"type":"text","text":"bob@"},{"text":"example.com","type":"text"}]},"finish_reason":"stop"}]}"""));
        var answer = await gateway.CallAsync(Hi);
        Assert.Equal("""{"choices":[{"index":0,"message":{"content":[{"type":"text","text":"to [EMAIL_ADDRESS]"},{"type":"text","text":"!"},{"type":"thinking","thinking":"hm"},{"type":"text","text":"[EMAIL_ADDRESS]"},{"text":"","type":"text"}]},"finish_reason":"stop"}]}""", answer.Body);
    }

    [Fact]
    public async Task Call_LogprobsWithFindings_AreNulled()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Upstream.Enqueue(HttpReply.Json(200, """{"choices":[{"index":0,"message":{"content":"ann@example.com"},"logprobs":{"content":[{"token":"ann@example.com"}]},"finish_reason":"stop"}]}"""));
        var answer = await gateway.CallAsync(Hi);
        Assert.Equal((200, """{"choices":[{"index":0,"message":{"content":"[EMAIL_ADDRESS]"},"logprobs":null,"finish_reason":"stop"}]}"""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Call_ProviderError_IsRelayedWithoutTheProvidersKey()
    {
        await using var gateway = await TestGateway.StartAsync(more: "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 50 }] }");
        gateway.Upstream.Enqueue(HttpReply.Error(429, $"Key {TestGateway.ProviderKey} of ann@example.com is over its limit", "rate_limit_exceeded", 7));
        var answer = await gateway.CallAsync(Hi);
        Assert.Equal((429, "upstream", "7", "0"), (answer.Status, answer["x-keeptrusts-source"], answer["retry-after"], answer["x-keeptrusts-cost-usd"]));
        Assert.Equal(("rate_limit_exceeded", "Key [provider key] of [EMAIL_ADDRESS] is over its limit"), (answer.Error["code"]!.GetValue<string>(), answer.Error["message"]!.GetValue<string>()));
        Assert.Equal(("failed", 429, 0m), await gateway.EventAsync() is var e ? (e.Outcome, e.Status, e.CostUsd) : default);
        gateway.Upstream.Enqueue(HttpReply.Error(429, "slow down", "x", 31));
        Assert.Null((await gateway.CallAsync(Hi))["retry-after"]);
    }

    [Theory]
    [InlineData(200, "<html></html>", 502, "upstream_invalid_response")]
    [InlineData(200, "{\"error\":{\"message\":\"x\"}}", 502, "upstream_invalid_response")]
    [InlineData(200, "", 502, "upstream_invalid_response")]
    [InlineData(500, "<html>oops</html>", 500, "upstream_error")]
    [InlineData(302, "{\"a\":1}", 502, "upstream_error")]
    [InlineData(304, "", 502, "upstream_error")]
    [InlineData(404, "", 404, "upstream_error")]
    public async Task Call_OddProviderAnswer_IsAClearError(int status, string body, int expected, string code)
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Upstream.Enqueue(HttpReply.Json(status, body));
        var answer = await gateway.CallAsync(Hi);
        Assert.Equal((expected, code, "upstream_error"), (answer.Status, answer.Error["code"]!.GetValue<string>(), answer.Error["type"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Call_SilentUpstream_TimesOutAtTheTargetsLimitAndOwesTheBound()
    {
        await using var gateway = await TestGateway.StartAsync(more: "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 50 }] }", target: "timeouts: { first_byte_seconds: 20 }");
        gateway.Upstream.Reply = new SilentReply();
        var calling = gateway.CallAsync(Hi);
        await gateway.Upstream.WaitForRequestAsync(TestContext.Current.CancellationToken);
        gateway.Time.Advance(TimeSpan.FromSeconds(19));
        Assert.False(calling.IsCompleted);
        var answer = await gateway.PassTimeAsync(calling, TimeSpan.FromSeconds(1));
        Assert.Equal((504, "upstream_timeout"), (answer.Status, answer.Error["code"]!.GetValue<string>()));
        Assert.True((await gateway.EventAsync()).CostUsd > 0.04m);
    }

    [Fact]
    public async Task Call_JournalGone_IsRefused()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Journal.Dispose();
        var answer = await gateway.CallAsync(Hi);
        Assert.Equal((503, "audit_unavailable", "server_error"), (answer.Status, answer.Error["code"]!.GetValue<string>(), answer.Error["type"]!.GetValue<string>()));
        Assert.DoesNotContain("Hello", answer.Body, StringComparison.Ordinal);
        Assert.Equal(503, (int)(await gateway.Client.GetAsync("/readyz", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(200, (int)(await gateway.Client.GetAsync("/healthz", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Call_OutputBlocked_SaysPolicyAndShowsNothing()
    {
        await using var gateway = await TestGateway.StartAsync("{ action: block }");
        gateway.Upstream.Reply = new ChatReply { Text = "mail bob@example.com" };
        var answer = await gateway.CallAsync(Hi);
        Assert.Equal((400, "output_blocked", "policy_violation", "pii-detector", "pii_detected", "false"), (answer.Status, answer.Error["code"]!.GetValue<string>(), answer.Error["type"]!.GetValue<string>(), answer.Error["policy"]!.GetValue<string>(), answer.Error["reason_code"]!.GetValue<string>(), answer["x-should-retry"]));
        Assert.DoesNotContain("bob", answer.Body, StringComparison.Ordinal);
        Assert.Equal(11, (await gateway.EventAsync()).Usage!.Prompt);
    }
}
