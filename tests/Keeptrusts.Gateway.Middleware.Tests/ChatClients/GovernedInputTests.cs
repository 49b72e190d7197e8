using System.Text.Json;
using Keeptrusts.Gateway.Middleware.ChatClients;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Verdicts;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.Tests.ChatClients;

/// <summary>What a governed client may send.</summary>
public sealed class GovernedInputTests
{
    private const string Mail = "ann.lee@example.com";
    private const string Marker = "[EMAIL_ADDRESS]";

    public static TheoryData<string, ChatMessage> Places => new()
    {
        { "text", new(ChatRole.User, $"write to {Mail}") },
        { "system", new(ChatRole.System, Mail) },
        { "parts", new(ChatRole.User, [new TextContent("ann.lee@"), new TextContent("example.com")]) },
        { "reasoning", new(ChatRole.Assistant, [new TextReasoningContent(Mail)]) },
        { "arguments", new(ChatRole.Assistant, [new FunctionCallContent("1", "send", new Dictionary<string, object?> { ["to"] = new[] { Mail } })]) },
        { "result", new(ChatRole.Tool, [new FunctionResultContent("1", Mail)]) },
        { "object", new(ChatRole.Tool, [new FunctionResultContent("1", new { Mail })]) },
        { "error", new(ChatRole.User, [new ErrorContent(Mail)]) },
        { "author", new(ChatRole.User, "hi") { AuthorName = Mail } },
        { "property", new(ChatRole.User, "hi") { AdditionalProperties = new() { ["note"] = Mail } } },
        { "nested", new(ChatRole.User, [new TextContent("hi") { AdditionalProperties = new() { ["note"] = new[] { Mail } } }]) },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Ask_ValueAnywhereInAMessage_IsRedactedAndTheCallersMessageStays(string place, ChatMessage message)
    {
        var model = FakeChatClient.Saying("ok");
        var before = JsonSerializer.Serialize(message, AIJsonUtilities.DefaultOptions);
        await model.By(Governed.Redact).GetResponseAsync([message], cancellationToken: TestContext.Current.CancellationToken);
        Assert.DoesNotContain("ann.lee", model.Sent, StringComparison.Ordinal);
        Assert.True(model.Sent.Contains(Marker, StringComparison.Ordinal), place + ": " + model.Sent);
        Assert.Equal(before, JsonSerializer.Serialize(message, AIJsonUtilities.DefaultOptions));
    }

    [Fact]
    public async Task Ask_NothingFound_SendsTheSameTexts()
    {
        var model = FakeChatClient.Saying("ok");
        ChatMessage[] messages = [new(ChatRole.User, "hi"), new(ChatRole.Assistant, [new FunctionCallContent("1", "f", new Dictionary<string, object?> { ["n"] = 1 })]), new(ChatRole.Tool, [new FunctionResultContent("1", 5)])];
        await model.By(Governed.Redact).GetResponseAsync(messages, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(JsonSerializer.Serialize<IEnumerable<ChatMessage>>(messages, AIJsonUtilities.DefaultOptions), JsonSerializer.Serialize<IEnumerable<ChatMessage>>(model.Asked[0], AIJsonUtilities.DefaultOptions));
    }

    [Fact]
    public async Task Ask_RawRepresentation_IsLeftBehind()
    {
        var model = FakeChatClient.Saying("ok");
        var message = new ChatMessage(ChatRole.User, [new TextContent("hi") { RawRepresentation = Mail }]) { RawRepresentation = Mail };
        await model.By(Governed.Redact).GetResponseAsync([message], cancellationToken: TestContext.Current.CancellationToken);
        Assert.Null(model.Asked[0][0].RawRepresentation);
        Assert.Null(model.Asked[0][0].Contents[0].RawRepresentation);
    }

    [Fact]
    public async Task Ask_ValuesInOptions_AreRedacted()
    {
        var model = FakeChatClient.Saying("ok");
        var called = 0;
        var function = AIFunctionFactory.Create(() => ++called, "send", $"Sends to {Mail}.");
        var options = new ChatOptions
        {
            Instructions = $"You are {Mail}",
            Tools = [function],
            StopSequences = [Mail],
            AdditionalProperties = new() { ["user"] = Mail },
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonDocument.Parse($$"""{"description":"{{Mail}}"}""").RootElement, "answer", Mail),
        };
        await model.By(Governed.Redact).GetResponseAsync("hi", options, TestContext.Current.CancellationToken);
        var sent = model.Options[0]!;
        Assert.Equal($"You are {Marker}", sent.Instructions);
        Assert.Equal([Marker], sent.StopSequences!);
        Assert.Equal(Marker, sent.AdditionalProperties!["user"]);
        var tool = Assert.IsType<AIFunction>(Assert.Single(sent.Tools!), exactMatch: false);
        Assert.Equal($"Sends to {Marker}.", tool.Description);
        await tool.InvokeAsync(cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(1, called);
        var format = Assert.IsType<ChatResponseFormatJson>(sent.ResponseFormat);
        Assert.Equal((Marker, $$"""{"description":"{{Marker}}"}"""), (format.SchemaDescription, format.Schema!.Value.GetRawText()));
        Assert.Equal($"You are {Mail}", options.Instructions);
    }

    [Fact]
    public async Task Ask_FindingInAName_IsRefused()
    {
        var model = FakeChatClient.Saying("ok");
        var refusal = await Assert.ThrowsAsync<PolicyViolationException>(() => model.By(Governed.Redact).GetResponseAsync("hi", new() { ModelId = Mail }, TestContext.Current.CancellationToken));
        Assert.Equal(("input_blocked", "pii-detector", "pii_detected"), (refusal.Code, refusal.Policy, refusal.ReasonCode));
        Assert.DoesNotContain(Mail, refusal.ToString(), StringComparison.Ordinal);
        Assert.Empty(model.Asked);
    }

    [Fact]
    public async Task Ask_Blocked_ThrowsWithoutContentAndAsksNobody()
    {
        var model = FakeChatClient.Saying("ok");
        var client = model.By(Governed.Block);
        var whole = await Assert.ThrowsAsync<PolicyViolationException>(() => client.GetResponseAsync(Mail, cancellationToken: TestContext.Current.CancellationToken));
        var (_, streamed) = await client.StreamRefusedAsync<PolicyViolationException>(Mail);
        Assert.All([whole, streamed], refusal =>
        {
            Assert.Equal(("input_blocked", "pii-detector", "pii_detected"), (refusal.Code, refusal.Policy, refusal.ReasonCode));
            Assert.DoesNotContain(Mail, refusal.ToString(), StringComparison.Ordinal);
        });
        Assert.Empty(model.Asked);
    }

    [Fact]
    public async Task Ask_Escalated_ThrowsItsOwn()
    {
        var model = FakeChatClient.Saying("ok");
        var policy = new FakePolicies { OnText = _ => Judgement.Of(Verdict.Escalate, "ask") };
        var client = model.By(new FakePlan(Governed.Redact, policy.Unit(PolicyPhase.Input)));
        var refusal = await Assert.ThrowsAsync<EscalationRequiredException>(() => client.GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(("escalation_required", "fake", "ask"), (refusal.Code, refusal.Policy, refusal.ReasonCode));
        Assert.Empty(model.Asked);
    }

    public static TheoryData<AIContent, string> Unreadable => new()
    {
        { new DataContent(new byte[] { 1 }, "image/png"), "images" },
        { new DataContent(new byte[] { 1 }, "audio/wav"), "audio" },
        { new DataContent(new byte[] { 1 }, "application/pdf"), "files" },
        { new UriContent("https://example.com/a.png", "image/png"), "remote" },
        { new HostedFileContent("file_1"), "remote" },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task Ask_UnreadablePart_ObeysTheDocument(AIContent part, string field)
    {
        var model = FakeChatClient.Saying("ok");
        ChatMessage[] asked = [new(ChatRole.User, [part])];
        var refusal = await Assert.ThrowsAsync<PolicyViolationException>(() => model.By(Governed.Redact).GetResponseAsync(asked, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal("unreadable_content", refusal.ReasonCode);
        Assert.Contains($"{field}: allow", refusal.Message, StringComparison.Ordinal);
        var allowing = Governed.Plan("pii-detector", "pii-detector: { action: redact }", $"unreadable: {{ {field}: allow }}");
        await model.By(allowing).GetResponseAsync(asked, cancellationToken: TestContext.Current.CancellationToken);
        Assert.IsType(part.GetType(), Assert.Single(Assert.Single(model.Asked)[0].Contents));
    }

    [Fact]
    public async Task Ask_WhatNoPolicyCanReadInOptions_IsRefused()
    {
        var model = FakeChatClient.Saying("ok");
        foreach (var (options, reason) in new[]
        {
            (new ChatOptions { RawRepresentationFactory = _ => new() }, "unreadable_content"),
            (new ChatOptions { Tools = [new HostedWebSearchTool()] }, "unreadable_content"),
            (new ChatOptions { ConversationId = "conv_1" }, "stateful_feature_disabled"),
        })
        {
            var refusal = await Assert.ThrowsAsync<PolicyViolationException>(() => model.By(Governed.Redact).GetResponseAsync("hi", options, TestContext.Current.CancellationToken));
            Assert.Equal(reason, refusal.ReasonCode);
        }

        Assert.Empty(model.Asked);
    }
}
