using CsCheck;
using Keeptrusts.Gateway.Middleware.ChatClients;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Verdicts;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.Tests.ChatClients;

/// <summary>What a governed client may show.</summary>
public sealed class GovernedOutputTests
{
    private static readonly string[] Parts =
    [
        "write to ann.lee@example.com", "card 4111 1111 1111 1111", "IBAN DE89 3704 0044 0532 0130 00", "call +1 (415) 555-2671 now", "😀 漢字", "a@", "no-reply@", "4111 1111", " ", ".", "x@y.zone",
    ];

    private static readonly Gen<string> Text = Gen.Int[0, Parts.Length - 1].Select(i => Parts[i]).Array[0, 5].Select(string.Concat);

    // Whatever is cut where, and whatever stands between: the texts come out as they do whole.
    [Fact]
    public void Stream_AnyCuts_EqualsTheWhole() => Gen.Select(Text, Text, Gen.Int[1, 9], Gen.Bool).Sample(
        (text, reasoning, size, withCall) =>
        {
            List<AIContent> contents = [new TextReasoningContent(reasoning), new TextContent(text)];
            if (withCall)
            {
                contents.Insert(1, new FunctionCallContent("1", "send", new Dictionary<string, object?> { ["to"] = text }));
            }

            var model = new FakeChatClient(new ChatResponse(new ChatMessage(ChatRole.Assistant, contents)) { FinishReason = ChatFinishReason.Stop }) { Cut = reply => Cut(reply, size) };
            var client = model.By(Governed.Redact);
            var whole = client.GetResponseAsync("hi").GetAwaiter().GetResult();
            var streamed = client.GetStreamingResponseAsync("hi").ToListAsync().AsTask().GetAwaiter().GetResult().ToChatResponse();
            Assert.Equal(whole.Text, streamed.Text);
            Assert.Equal(Reasoning(whole), Reasoning(streamed));
            Assert.Equal(Arguments(whole), Arguments(streamed));
            Assert.Equal(ChatFinishReason.Stop, streamed.FinishReason);
            Assert.Equal((Redacted(text), Redacted(reasoning)), (whole.Text, Reasoning(whole)));
        },
        iter: 300);

    [Fact]
    public async Task Stream_ClearText_IsShownAtOnce()
    {
        var updates = await Cutting(FakeSays("hello there, ann"), 5).By(Governed.Redact).StreamAsync("hi");
        Assert.True(updates.Count > 2, "Text waits that no match could cover.");
        Assert.Equal("hello there, ann", string.Concat(updates.Select(update => update.Text)));
        Assert.Equal(ChatRole.Assistant, updates[0].Role);
    }

    [Fact]
    public async Task Stream_BlockedInTheMiddle_ShowsWhatCameBeforeAndThrows()
    {
        var (shown, refusal) = await Cutting(FakeSays("hello there, ann.lee@example.com is it"), 4).By(Governed.Block).StreamRefusedAsync<PolicyViolationException>("hi");
        Assert.StartsWith("hello there", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("ann.lee", shown, StringComparison.Ordinal);
        Assert.Equal(("output_blocked", "pii_detected"), (refusal.Code, refusal.ReasonCode));
    }

    [Fact]
    public async Task Show_RawAnswer_IsLeftBehind()
    {
        var reply = new ChatResponse(new ChatMessage(ChatRole.Assistant, [new TextContent("ann@example.com") { RawRepresentation = "raw" }]) { RawRepresentation = "raw", AdditionalProperties = new() { ["logprobs"] = "ann" } })
        {
            RawRepresentation = "raw",
            ConversationId = "conv_1",
        };
        var client = new FakeChatClient(reply).By(Governed.Redact);
        var whole = await client.GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(("[EMAIL_ADDRESS]", null, null), (whole.Text, whole.RawRepresentation, whole.ConversationId));
        Assert.Null(whole.Messages[0].RawRepresentation);
        Assert.Null(whole.Messages[0].AdditionalProperties);
        Assert.Null(whole.Messages[0].Contents[0].RawRepresentation);
        Assert.All(await client.StreamAsync("hi"), update => Assert.Equal((null, null, null), (update.RawRepresentation, update.AdditionalProperties, update.ConversationId)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Show_DeniedCall_NothingOfItIsShown(bool streamed)
    {
        var reply = new ChatResponse(new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("1", "delete_all", new Dictionary<string, object?> { ["path"] = "/" })]));
        var policy = new FakePolicies { OnTool = (tool, _) => tool.Name == "delete_all" ? Judgement.Of(Verdict.Block, ReasonCodes.ToolDenied) : Judgement.Pass };
        var client = new FakeChatClient(reply).By(new FakePlan(Governed.Redact, policy.Unit(PolicyPhase.Tool)));
        var refusal = streamed
            ? (await client.StreamRefusedAsync<PolicyViolationException>("hi")).Refusal
            : await Assert.ThrowsAsync<PolicyViolationException>(() => client.GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(("output_blocked", "fake", "tool_denied"), (refusal.Code, refusal.Policy, refusal.ReasonCode));
        Assert.Equal(("delete_all", """{"path":"/"}"""), (policy.Tools[0].Tool.Name, policy.Tools[0].Tool.Arguments));
    }

    [Fact]
    public async Task Show_AnswerThatMustBeWhole_NothingLeavesBeforeItIsJudged()
    {
        var policy = new FakePolicies { OnText = _ => Judgement.Of(Verdict.Block, "no") };
        var client = Cutting(FakeSays("hello there"), 3).By(new FakePlan(Governed.Redact, policy.Unit(PolicyPhase.Output)));
        var (shown, refusal) = await client.StreamRefusedAsync<PolicyViolationException>("hi");
        Assert.Equal(("", "no"), (shown, refusal.ReasonCode));
    }

    // The order that the documentation asks for: the model's calls are judged before they are made, their results before the model reads them.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task FunctionInvocationOutside_CallsAndResults_AreBothJudged(bool streamed)
    {
        var model = new FakeChatClient(
            new ChatResponse(new ChatMessage(ChatRole.Assistant, [new FunctionCallContent("1", "find", new Dictionary<string, object?> { ["who"] = "bob@example.com" })])) { ConversationId = "conv_1" },
            new ChatResponse(new ChatMessage(ChatRole.Assistant, "done, ann@example.com")) { FinishReason = ChatFinishReason.Stop });
        var asked = "";
        var find = AIFunctionFactory.Create((string who) => (asked = who) + " is ann@example.com", "find");
        var client = model.AsBuilder().UseFunctionInvocation().UseKeeptrustsPolicy(Governed.Redact).Build();
        var options = new ChatOptions { Tools = [find] };
        var said = streamed
            ? (await client.GetStreamingResponseAsync("find", options, TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken)).ToChatResponse()
            : await client.GetResponseAsync("find", options, TestContext.Current.CancellationToken);
        Assert.Equal(("done, [EMAIL_ADDRESS]", "[EMAIL_ADDRESS]", 2), (said.Text, asked, model.Asked.Count));
        Assert.Equal("[EMAIL_ADDRESS] is [EMAIL_ADDRESS]", model.Asked[1].SelectMany(m => m.Contents).OfType<FunctionResultContent>().Single().Result?.ToString());
    }

    private static FakeChatClient FakeSays(string text) => FakeChatClient.Saying(text);

    private static FakeChatClient Cutting(FakeChatClient model, int size) => new(model.GetResponseAsync([]).Result) { Cut = reply => Cut(reply, size) };

    private static IEnumerable<ChatResponseUpdate> Cut(ChatResponse reply, int size)
    {
        foreach (var content in reply.Messages.SelectMany(message => message.Contents))
        {
            IEnumerable<AIContent> pieces = content switch
            {
                TextReasoningContent reasoning => Chunks(reasoning.Text, size).Select(text => new TextReasoningContent(text)),
                TextContent text => Chunks(text.Text, size).Select(piece => new TextContent(piece)),
                _ => [content],
            };
            foreach (var piece in pieces)
            {
                yield return new(ChatRole.Assistant, [piece]) { MessageId = "m" };
            }
        }

        yield return new() { FinishReason = reply.FinishReason, MessageId = "m" };
    }

    private static IEnumerable<string> Chunks(string text, int size) => text.Chunk(size).Select(chars => new string(chars));

    private static string Redacted(string text)
    {
        using var evaluation = Governed.Redact.Scope(new(), DateTimeOffset.UnixEpoch).Begin(PolicyPhase.Output, new(new()));
        return evaluation.Rewrite(text) ?? text;
    }

    private static string Reasoning(ChatResponse response) => string.Concat(response.Messages.SelectMany(m => m.Contents).OfType<TextReasoningContent>().Select(r => r.Text));

    private static string Arguments(ChatResponse response) => string.Concat(response.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().Select(c => c.Arguments!["to"]?.ToString()));
}
