using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Surfaces;

/// <summary><c>/v1/completions</c>: the older form, under the same rules.</summary>
public sealed class CompletionTests
{
    private const string Route = "/v1/completions";
    private const string Hi = """{"model":"gpt-4o","prompt":"hi"}""";
    private const string Budget = "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 50 }] }";

    [Fact]
    public async Task Call_Texts_AreRedactedBothWays()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Upstream.Completion = new CompletionReply("ask bob@example.com");
        var answer = await gateway.CallAtAsync(Route, """{"model":"gpt-4o","prompt":["I am ann@example.com","and I 4111 1111 1111 1111"],"suffix":"cc eve@example.com","stop":["dan@example.com"],"user":"ann"}""");
        Assert.Equal((200, "redact", "pii-detector=redact;pii-detector=redact"), (answer.Status, answer["x-keeptrusts-verdict"], answer["x-keeptrusts-policies"]));
        Assert.Equal("ask [EMAIL_ADDRESS]", answer.Json["choices"]![0]!["text"]!.GetValue<string>());
        Assert.Null(answer.Json["choices"]![0]!["logprobs"]);
        Assert.Equal(
            """{"model":"gpt-4o","prompt":["I am [EMAIL_ADDRESS]","and I [CREDIT_CARD]"],"suffix":"cc [EMAIL_ADDRESS]","stop":["[EMAIL_ADDRESS]"]}""",
            Assert.Single(gateway.Upstream.Requests).Text);
        var recorded = await gateway.EventAsync();
        Assert.Equal((Route, 5, 7, "stop"), (recorded.Route, recorded.Usage!.Prompt, recorded.Usage.Completion, recorded.FinishReason));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(100)]
    public async Task Stream_AnyCut_IsRedactedAndHidesUsage(int cut)
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Upstream.Completion = new CompletionReply("é ask bob@example.com or 4111 1111 1111 1111, 😀") { Cuts = [cut], Framing = new() { BytesPerWrite = cut } };
        var answer = await gateway.CallAtAsync(Route, """{"model":"gpt-4o","prompt":"hi","n":2,"stream":true}""");
        Assert.Equal((200, false, "[DONE]"), (answer.Status, answer.WasCut, answer.Events[^1]));
        Assert.DoesNotContain("usage", answer.Body, StringComparison.Ordinal);
        Assert.Equal(["é ask [EMAIL_ADDRESS] or [CREDIT_CARD], 😀", "é ask [EMAIL_ADDRESS] or [CREDIT_CARD], 😀"], Texts(answer));
        Assert.Contains("\"include_usage\":true", gateway.Upstream.Requests[0].Text, StringComparison.Ordinal);
        Assert.All(Choices(answer), choice => Assert.Null(choice["logprobs"]));
        Assert.Equal((7, "stop"), await gateway.EventAsync() is var e ? (e.Usage!.Completion, e.FinishReason) : default);
    }

    [Fact]
    public async Task Stream_Blocked_ContentFilterThenErrorThenCut()
    {
        await using var gateway = await TestGateway.StartAsync("{ action: block }");
        gateway.Upstream.Completion = new CompletionReply("write to ann@example.com please");
        var answer = await gateway.CallAtAsync(Route, """{"model":"gpt-4o","prompt":"hi","stream":true}""");
        Assert.Equal((true, "write to ", "output_blocked"), (answer.WasCut, Assert.Single(Texts(answer)), answer.LastError["code"]!.GetValue<string>()));
        Assert.Equal("content_filter", Choices(answer)[^1]["finish_reason"]!.GetValue<string>());
        Assert.Equal(("block", "cut", "content_filter"), await gateway.EventAsync() is var e ? (e.Verdict, e.Outcome, e.FinishReason) : default);
    }

    [Fact]
    public async Task Stream_CutByUpstream_IsNeverComplete()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Upstream.Completion = new CompletionReply { Ending = ReplyEnding.EndWithoutDone };
        var answer = await gateway.CallAtAsync(Route, """{"model":"gpt-4o","prompt":"hi","stream":true}""");
        Assert.Equal((true, "upstream_cut"), (answer.WasCut, answer.LastError["code"]!.GetValue<string>()));
        Assert.DoesNotContain("[DONE]", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1,2,3]")]
    [InlineData("[[1,2],[3]]")]
    [InlineData("""["hi",[1,2]]""")]
    public async Task Call_TokenIds_AreRefusedUnderContentPoliciesOnly(string prompt)
    {
        await using var gateway = await TestGateway.StartAsync();
        var body = $$"""{"model":"gpt-4o","prompt":{{prompt}}}""";
        var refused = await gateway.CallAtAsync(Route, body);
        Assert.Equal((400, "input_blocked", "unreadable_content"), (refused.Status, refused.Error["code"]!.GetValue<string>(), refused.Error["reason_code"]!.GetValue<string>()));
        Assert.Empty(gateway.Upstream.Requests);
        gateway.Load(TestGateway.Yaml(gateway.Upstream, null));
        Assert.Equal(200, (await gateway.CallAtAsync(Route, body)).Status);
        Assert.Single((await gateway.EventAsync(2)).Uninspected);
    }

    [Theory]
    [InlineData("""{"model":"gpt-4o","prompt":"hi"}""", 1)]
    [InlineData("""{"model":"gpt-4o","prompt":"hi","n":2,"best_of":5}""", 5)]
    [InlineData("""{"model":"gpt-4o","prompt":["hi","ho"],"n":2,"best_of":5}""", 10)]
    [InlineData("""{"model":"gpt-4o","prompt":[[1,2],[3],[4]],"best_of":2}""", 6)]
    [InlineData("""{"model":"gpt-4o","prompt":[1,2,3]}""", 1)]
    public async Task Call_Budget_CountsEveryAnswerOfEveryPrompt(string body, int answers)
    {
        await using var gateway = await TestGateway.StartAsync(null, Budget);
        var answer = await gateway.CallAtAsync(Route, body[..^1] + ",\"stream\":true}");
        Assert.Equal((200, 4096), (answer.Status, gateway.Upstream.Requests[0].Json["max_tokens"]!.GetValue<int>()));
        // A stream's header tells what is held until the call is settled: the answers' limit at $10 a million, and a prompt of at most a few hundred bytes at $2.5.
        var held = 50m - decimal.Parse(answer["x-keeptrusts-budget-remaining-usd"]!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(held - (answers * 4096 * 0.00001m), 0m, 0.001m);
    }

    [Fact]
    public async Task Call_AskedLimit_IsKeptByItsName()
    {
        await using var gateway = await TestGateway.StartAsync(null, "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 0.01 }], on_insufficient: clamp }");
        await gateway.CallAtAsync(Route, """{"model":"gpt-4o","prompt":"hi","max_tokens":100000}""");
        var sent = gateway.Upstream.Requests[0].Json;
        Assert.InRange(sent["max_tokens"]!.GetValue<int>(), 900, 1000);
        Assert.Equal(3, sent.Count);
    }

    [Theory]
    [InlineData("""{"model":"gpt-4o"}""", "missing_required_parameter", "prompt")]
    [InlineData("""{"prompt":"hi"}""", "missing_required_parameter", "model")]
    [InlineData("""{"model":"gpt-4o","prompt":"hi","best_of":0}""", "invalid_type", "best_of")]
    [InlineData("""{"model":"gpt-4o","prompt":"hi","prompt":"ho"}""", "duplicate_key", null)]
    [InlineData("""{"model":"gpt-4o","prompt":"\ud83d"}""", "invalid_json", null)]
    public async Task Call_BadRequest_IsClear(string body, string code, string? param)
    {
        await using var gateway = await TestGateway.StartAsync();
        var answer = await gateway.CallAtAsync(Route, body);
        Assert.Equal((400, code, param), (answer.Status, answer.Error["code"]!.GetValue<string>(), answer.Error["param"]?.GetValue<string>()));
        Assert.Equal(("team-dev@3", "allow"), (answer["x-keeptrusts-config"], answer["x-keeptrusts-verdict"]));
        Assert.Empty(gateway.Upstream.Requests);
    }

    [Fact]
    public async Task Call_Escapes_HideNothing()
    {
        await using var gateway = await TestGateway.StartAsync();
        await gateway.CallAtAsync(Route, Hi.Replace("hi", "\\u0061nn\\u0040example\\u002ecom", StringComparison.Ordinal));
        Assert.Contains("[EMAIL_ADDRESS]", gateway.Upstream.Requests[0].Text, StringComparison.Ordinal);
    }

    private static List<JsonNode> Choices(ClientAnswer answer) =>
        [.. answer.Events.Where(text => text.StartsWith('{')).SelectMany(text => JsonNode.Parse(text)!["choices"]?.AsArray() ?? []).Select(choice => choice!)];

    private static List<string> Texts(ClientAnswer answer) =>
        [.. Choices(answer).GroupBy(choice => choice["index"]!.GetValue<int>()).OrderBy(choice => choice.Key).Select(choice => string.Concat(choice.Select(c => c["text"]!.GetValue<string>())))];
}
