using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Keeptrusts.Gateway.Middleware.Tests.Providers;

/// <summary>Chat clients of the host as targets, over real HTTP.</summary>
public sealed class ChatClientTargetTests
{
    private const string Yaml = """
        pack: { name: c, version: 1.0.0, enabled: true }
        providers: { targets: [{ id: own, provider: chat-client, client: local, models: [any] }] }
        policies: { chain: [pii-detector, audit-logger] }
        policy: { pii-detector: { action: redact } }
        """;

    private static readonly ChatResponse Reply = new(new ChatMessage(ChatRole.Assistant, [new TextReasoningContent("well, bob@example.com"), new TextContent("write to ann@example.com now")]))
    {
        ModelId = "own-1",
        FinishReason = ChatFinishReason.Stop,
        Usage = new() { InputTokenCount = 11, OutputTokenCount = 7, TotalTokenCount = 18 },
    };

    [Fact]
    public async Task Whole_RegisteredClient_AnswersWithinPolicies()
    {
        var client = new FakeChatClient(Reply);
        await using var gateway = await StartAsync(client);
        var answer = await gateway.CallAsync("""
            {"model":"any","temperature":0.5,"max_tokens":50,"stop":"x","custom":{"a":1},"messages":[{"role":"developer","content":"be kind"},{"role":"user","content":[{"type":"text","text":"mail eve@example.com"}],"name":"eve"},
            {"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"find","arguments":"{\"q\":\"x\"}"}}]},{"role":"tool","tool_call_id":"c1","content":"found"}],
            "tools":[{"type":"function","function":{"name":"find","description":"Finds","parameters":{"type":"object"},"strict":true}}],"tool_choice":"auto"}
            """);
        Assert.Equal(200, answer.Status);
        var choice = answer.Json["choices"]![0]!;
        Assert.Equal(("write to [EMAIL_ADDRESS] now", "well, [EMAIL_ADDRESS]", "stop"), (choice["message"]!["content"]!.GetValue<string>(), choice["message"]!["reasoning_content"]!.GetValue<string>(), choice["finish_reason"]!.GetValue<string>()));
        Assert.Equal(18, answer.Json["usage"]!["total_tokens"]!.GetValue<int>());
        var asked = Assert.Single(client.Asked);
        Assert.Equal([ChatRole.System, ChatRole.User, ChatRole.Assistant, ChatRole.Tool], asked.Select(message => message.Role));
        Assert.Equal(("be kind", "mail [EMAIL_ADDRESS]", "eve"), (asked[0].Text, asked[1].Text, asked[1].AuthorName));
        Assert.Equal(("c1", "find"), (asked[2].Contents.OfType<FunctionCallContent>().Single().CallId, asked[2].Contents.OfType<FunctionCallContent>().Single().Name));
        Assert.Equal("found", asked[3].Contents.OfType<FunctionResultContent>().Single().Result);
        var options = client.Options[0]!;
        Assert.Equal(("any", 0.5f, 50, ChatToolMode.Auto), (options.ModelId, options.Temperature, options.MaxOutputTokens, options.ToolMode));
        Assert.Equal(("find", true), (Assert.Single(options.Tools!).Name, options.Tools![0].AdditionalProperties["strict"]));
        Assert.True(options.AdditionalProperties!.ContainsKey("custom"));
        var record = await gateway.EventAsync();
        Assert.Equal(("own", 11, 7, false), (record.Provider, record.Usage!.Prompt, record.Usage.Completion, record.Usage.Estimated));
    }

    [Fact]
    public async Task Stream_RegisteredClient_IsRedactedAsItPasses()
    {
        var client = new FakeChatClient(Reply) { Cut = _ => "write to ann@example.com now".Chunk(3).Select(piece => new ChatResponseUpdate(ChatRole.Assistant, new string(piece))).Append(new() { FinishReason = ChatFinishReason.Stop, Contents = [new UsageContent(Reply.Usage!)] }) };
        await using var gateway = await StartAsync(client);
        var answer = await gateway.CallAsync("""{"model":"any","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"hi"}]}""");
        Assert.Equal(200, answer.Status);
        Assert.Equal("write to [EMAIL_ADDRESS] now", answer.Said);
        Assert.Contains("\"role\":\"assistant\"", answer.Body, StringComparison.Ordinal);
        Assert.Contains("\"total_tokens\":18", answer.Body, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Call_Tools_ComeBackToTheCaller(bool stream)
    {
        var reply = new ChatResponse(new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("c1", "send", new Dictionary<string, object?> { ["to"] = "ann@example.com" }), new FunctionCallContent("c2", "log", null)]));
        await using var gateway = await StartAsync(new FakeChatClient(reply));
        var answer = await gateway.CallAsync($$"""{"model":"any","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"hi"}]}""");
        Assert.Equal(200, answer.Status);
        Assert.Contains("\"tool_calls\":[{", answer.Body, StringComparison.Ordinal);
        Assert.Contains("[EMAIL_ADDRESS]", answer.Body, StringComparison.Ordinal);
        Assert.Contains("\"finish_reason\":\"tool_calls\"", answer.Body, StringComparison.Ordinal);
        Assert.Contains("\"c2\"", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("n", "2")]
    [InlineData("logprobs", "true")]
    [InlineData("temperature", "\"warm\"")]
    public async Task Call_WhatClientsCannotBeTold_IsRefused(string member, string value)
    {
        var client = new FakeChatClient(Reply);
        await using var gateway = await StartAsync(client);
        var answer = await gateway.CallAsync($$"""{"model":"any","{{member}}":{{value}},"messages":[{"role":"user","content":"hi"}]}""");
        Assert.Equal((400, "unsupported_for_target", member), (answer.Status, answer.Error["code"]!.GetValue<string>(), answer.Error["param"]!.GetValue<string>()));
        Assert.Empty(client.Asked);
    }

    [Fact]
    public async Task Call_NoSuchClient_SaysWhichCallRegistersIt()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Load(Yaml);
        var answer = await gateway.CallAsync("""{"model":"any","messages":[{"role":"user","content":"hi"}]}""");
        Assert.Equal((503, "no_target_available"), (answer.Status, answer.Error["code"]!.GetValue<string>()));
        Assert.Contains("AddKeyedChatClient(\"local\"", answer.Error["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Call_FailingClient_TellsNothingOfItsMessage(bool stream)
    {
        var client = new FakeChatClient(Reply) { Cut = _ => throw new InvalidOperationException("marked-secret"), Fails = new InvalidOperationException("marked-secret") };
        await using var gateway = await StartAsync(client);
        var answer = await gateway.CallAsync($$"""{"model":"any","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"hi"}]}""");
        Assert.Equal((502, "upstream_unreachable"), (answer.Status, answer.Error["code"]!.GetValue<string>()));
        Assert.DoesNotContain("marked-secret", answer.Body, StringComparison.Ordinal);
    }

    private static async Task<TestGateway> StartAsync(FakeChatClient client)
    {
        var gateway = await TestGateway.StartAsync(supply: services => services.AddKeyedSingleton<IChatClient>("local", client));
        gateway.Load(Yaml);
        return gateway;
    }
}
