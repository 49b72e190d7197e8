using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Providers;

/// <summary>Chats with targets that speak Anthropic's messages.</summary>
public sealed class AnthropicTargetTests
{
    private const string Hi = """{"model":"claude-sonnet-4-5","messages":[{"role":"user","content":"mail ann@example.com"}]}""";

    private const string HiStreamed = """{"model":"claude-sonnet-4-5","stream":true,"messages":[{"role":"user","content":"hi"}]}""";

    [Fact]
    public async Task Call_Whole_IsTranslatedBothWaysAndGoverned()
    {
        await using var gateway = await StartAsync();
        gateway.Upstream.Enqueue(HttpReply.Json(200, """{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[{"type":"text","text":"I mailed bob@example.com."}],"stop_reason":"end_turn","usage":{"input_tokens":10,"cache_read_input_tokens":90,"output_tokens":5}}""") with
        {
            Headers = new Dictionary<string, string> { ["request-id"] = "req_up" },
        });

        var answer = await gateway.CallAsync(Hi);

        var sent = gateway.Upstream.Calls.Single();
        Assert.Equal(("/v1/messages", TestGateway.ProviderKey, null, "2023-06-01"), (sent.Path, sent.Header("x-api-key"), sent.Header("Authorization"), sent.Header("anthropic-version")));
        Assert.Equal("mail [EMAIL_ADDRESS]", sent.Json["messages"]![0]!["content"]![0]!["text"]!.GetValue<string>());
        Assert.Equal(4096, sent.Json["max_tokens"]!.GetValue<int>());
        Assert.Equal((200, "req_up", "upstream"), (answer.Status, answer["x-upstream-request-id"], answer["x-keeptrusts-source"]));
        Assert.Equal("I mailed [EMAIL_ADDRESS].", answer.Json["choices"]![0]!["message"]!["content"]!.GetValue<string>());
        var usage = (await gateway.EventAsync()).Usage!;
        Assert.Equal((100, 5, 90, false), (usage.Prompt, usage.Completion, usage.Cached, usage.Estimated));
    }

    [Theory]
    [InlineData("", null, "4096")]
    [InlineData("\"max_tokens\":null,", null, "4096")]
    [InlineData("\"max_tokens\":77,", null, null)]
    [InlineData("\"max_completion_tokens\":77,", null, null)]
    [InlineData("", "cost-cap: { budgets: [{ scope: team, window: day, soft_cap_usd: 5 }] }", "4096")]
    [InlineData("", "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 0.04 }] }", "647")]
    public async Task OutputLimit_OfTheGateway_IsTold(string asked, string? policy, string? told)
    {
        await using var gateway = await AnthropicGateway.StartAsync(more: policy);
        gateway.Upstream.Message = new MessagesReply();

        var answer = await gateway.CallAsync($$"""{"model":"claude-sonnet-4-5",{{asked}}"messages":[{"role":"user","content":"hi"}]}""");

        Assert.Equal((200, told), (answer.Status, answer["x-keeptrusts-output-limit"]));
        Assert.Equal(int.Parse(told ?? "77", System.Globalization.CultureInfo.InvariantCulture), gateway.Upstream.Calls.Single().Json["max_tokens"]!.GetValue<int>());
    }

    [Fact]
    public async Task Stream_SplitValue_IsRedacted()
    {
        await using var gateway = await StartAsync();
        gateway.Upstream.Enqueue(new EventsReply(Events("mail bob@exa", "mple.com now")));

        var answer = await gateway.CallAsync(HiStreamed);

        Assert.Equal("mail [EMAIL_ADDRESS] now", answer.Said);
        Assert.Equal("[DONE]", answer.Events[^1]);
        Assert.DoesNotContain("usage", answer.Body, StringComparison.Ordinal);
        var usage = (await gateway.EventAsync()).Usage!;
        Assert.Equal((3, 9, false), (usage.Prompt, usage.Completion, usage.Estimated));
    }

    [Fact]
    public async Task Stream_WithoutItsEnd_IsCut()
    {
        await using var gateway = await StartAsync();
        gateway.Upstream.Enqueue(new EventsReply([.. Events("one", "two").SkipLast(2)]));

        var answer = await gateway.CallAsync(HiStreamed);

        Assert.True(answer.WasCut);
        Assert.Equal("upstream_cut", answer.LastError["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Stream_ErrorEvent_IsToldInTheCallersShape()
    {
        await using var gateway = await StartAsync();
        gateway.Upstream.Enqueue(new EventsReply([.. Events("one", "two").SkipLast(3), """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"""]));

        var answer = await gateway.CallAsync(HiStreamed);

        Assert.True(answer.WasCut);
        Assert.Equal(("overloaded", "Overloaded"), (answer.LastError["code"]!.GetValue<string>(), answer.LastError["message"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Error_Overloaded_IsAStatusThatClientsKnow()
    {
        await using var gateway = await StartAsync();
        gateway.Upstream.Enqueue(HttpReply.Json(529, """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"""));

        var answer = await gateway.CallAsync(Hi);

        Assert.Equal((503, "server_error", "overloaded"), (answer.Status, answer.Error["type"]!.GetValue<string>(), answer.Error["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Request_Untranslatable_IsRefusedAndCostsNothing()
    {
        await using var gateway = await StartAsync();

        var answer = await gateway.CallAsync("""{"model":"claude-sonnet-4-5","n":2,"messages":[{"role":"user","content":"hi"}]}""");

        Assert.Equal((400, "unsupported_for_target", "n"), (answer.Status, answer.Error["code"]!.GetValue<string>(), answer.Error["param"]!.GetValue<string>()));
        Assert.Empty(gateway.Upstream.Calls);
        Assert.Equal(0, (await gateway.EventAsync()).CostUsd);
    }

    [Theory]
    [InlineData("/v1/completions", """{"model":"claude-sonnet-4-5","prompt":"hi"}""")]
    [InlineData("/v1/responses", """{"model":"claude-sonnet-4-5","input":"hi"}""")]
    [InlineData("/v1/embeddings", """{"model":"claude-sonnet-4-5","input":"hi"}""")]
    public async Task Surface_Other_IsRefused(string path, string body)
    {
        await using var gateway = await StartAsync();

        var answer = await gateway.CallAtAsync(path, body);

        Assert.Equal((400, "unsupported_for_target"), (answer.Status, answer.Error["code"]!.GetValue<string>()));
    }

    private static Task<TestGateway> StartAsync() => AnthropicGateway.StartAsync();

    private static IReadOnlyList<string> Events(params string[] texts) =>
    [
        """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[],"stop_reason":null,"usage":{"input_tokens":3,"output_tokens":1}}}""",
        """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}""",
        .. texts.Select(text => $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":{{{JsonValue.Create(text).ToJsonString()}}}}}"""),
        """{"type":"content_block_stop","index":0}""",
        """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":9}}""",
        """{"type":"message_stop"}""",
    ];
}
