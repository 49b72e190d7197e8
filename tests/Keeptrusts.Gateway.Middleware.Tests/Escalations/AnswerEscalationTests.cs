using System.Text;
using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Verdicts;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Escalations;

/// <summary>Answers that a policy escalates, with somebody to decide, over real HTTP.</summary>
public sealed class AnswerEscalationTests
{
    private const string Ask = """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}""";
    private const string AskStream = """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"stream":true}""";

    private static readonly ChatReply TwoCalls = new()
    {
        Text = "Let me look.",
        ToolCalls = [new MockToolCall("call_good", "get_weather", """{"city":"Ulm"}"""), new MockToolCall("call_bad", "delete_all", """{"path":"/marked"}""")],
    };

    private static FakePolicies Texts => new() { OnText = _ => Judgement.Of(Verdict.Escalate, "moderation_flagged") };

    private static FakePolicies Tool(Verdict verdict = Verdict.Escalate) =>
        new() { OnTool = (tool, _) => tool.Name == "delete_all" ? Judgement.Of(verdict, ReasonCodes.ToolDenied) : Judgement.Pass };

    private static string Id(JsonNode error) => error["escalation_id"]!.GetValue<string>();

    [Theory]
    [InlineData(Ask)]
    [InlineData(AskStream)]
    public async Task Text_Approved_TheHeldAnswerIsReleasedOnce(string body)
    {
        var desk = new FakeDesk();
        await using var gateway = await TestGateway.StartAsync(desk: desk);
        gateway.Load(Texts.Unit(PolicyPhase.Output));
        var refused = await gateway.CallAsync(body);
        Assert.Equal((403, "escalation_required", false), (refused.Status, refused.Error["code"]!.GetValue<string>(), refused.WasCut));
        Assert.Equal(Id(refused.Error), Id((await gateway.CallAsync(body)).Error));
        Assert.Single(gateway.Upstream.Calls);
        gateway.Upstream.Reply = new ChatReply { Text = "Something else." };
        desk.Decide(Id(refused.Error), approve: true);
        var released = await gateway.CallAsync(body);
        Assert.Equal((200, false), (released.Status, released.WasCut));
        Assert.Equal(Encoding.UTF8.GetString(desk.Cases.Single().Answer!.Body.Span), released.Body);
        Assert.Equal("Hello from upstream.", body == AskStream ? released.Said : released.Json["choices"]![0]!["message"]!["content"]!.GetValue<string>());
        Assert.Equal(body == AskStream ? "text/event-stream; charset=utf-8" : "application/json", released["content-type"]);
        Assert.Equal(body == AskStream, released.Body.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal));
        Assert.Single(gateway.Upstream.Calls);
        var recorded = await gateway.EventAsync(3);
        Assert.Equal(("completed", Id(refused.Error), 0m), (recorded.Outcome, recorded.EscalationId, recorded.CostUsd));
        var asked = await gateway.CallAsync(body);
        Assert.Equal(2, gateway.Upstream.Calls.Count);
        Assert.NotEqual(Id(refused.Error), Id(asked.Error));
    }

    [Fact]
    public async Task Text_ApprovedWithinTheHold_LeavesByTheSameCall()
    {
        var desk = new FakeDesk();
        await using var gateway = await TestGateway.StartAsync(desk: desk);
        gateway.Load(Texts.Unit(PolicyPhase.Output) with { Approval = new() { Policy = "fake", Assignees = ["jane"], HoldSeconds = 10 } });
        var call = gateway.CallAsync(Ask);
        while (!desk.Asked.Contains("wait"))
        {
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        desk.Decide(desk.Cases.Single().Id, approve: true);
        var answer = await call;
        Assert.Equal((200, "Hello from upstream."), (answer.Status, answer.Json["choices"]![0]!["message"]!["content"]!.GetValue<string>()));
        var recorded = await gateway.EventAsync();
        Assert.Equal(("warn", desk.Cases.Single().Id), (recorded.Verdict, recorded.EscalationId));
        Assert.True(recorded.CostUsd > 0);
    }

    [Fact]
    public async Task Text_Denied_NothingIsReleased()
    {
        var desk = new FakeDesk();
        await using var gateway = await TestGateway.StartAsync(desk: desk);
        gateway.Load(Texts.Unit(PolicyPhase.Output));
        desk.Decide(Id((await gateway.CallAsync(Ask)).Error), approve: false);
        var denied = await gateway.CallAsync(Ask);
        Assert.Equal((403, "denied"), (denied.Status, denied.Error["escalation_status"]!.GetValue<string>()));
        Assert.DoesNotContain("note", denied.Error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Single(gateway.Upstream.Calls);
    }

    [Fact]
    public async Task Text_TwoPolicies_TheSecondIsAskedOnceTheFirstIsLifted()
    {
        var desk = new FakeDesk();
        await using var gateway = await TestGateway.StartAsync(desk: desk);
        gateway.Load(Texts.Unit(PolicyPhase.Output) with { Name = "one" }, Texts.Unit(PolicyPhase.Output) with { Name = "two" });
        var first = Id((await gateway.CallAsync(Ask)).Error);
        desk.Decide(first, approve: true);
        var second = Id((await gateway.CallAsync(Ask)).Error);
        Assert.NotEqual(first, second);
        Assert.Equal("two", desk.Cases[1].Policy.Name);
        desk.Decide(second, approve: true);
        Assert.Equal(200, (await gateway.CallAsync(Ask)).Status);
        Assert.Single(gateway.Upstream.Calls);
    }

    [Fact]
    public async Task Tool_WholeApproved_TheCallIsReleased()
    {
        var desk = new FakeDesk();
        await using var gateway = await TestGateway.StartAsync(desk: desk);
        gateway.Load(Tool().Unit(PolicyPhase.Tool));
        gateway.Upstream.Reply = TwoCalls;
        desk.Decide(Id((await gateway.CallAsync(Ask)).Error), approve: true);
        Assert.Contains("call_bad", (await gateway.CallAsync(Ask)).Body, StringComparison.Ordinal);
        Assert.Equal("tool", desk.Cases.Single().Policy.Phase);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(1000)]
    public async Task Tool_Stream_EndsBeforeTheCallAndIsReleasedWhole(int cut)
    {
        var desk = new FakeDesk();
        await using var gateway = await TestGateway.StartAsync(desk: desk);
        gateway.Load(new FakePolicies().Unit(PolicyPhase.Tool));
        gateway.Upstream.Reply = TwoCalls with { Cuts = [cut] };
        var allowed = await gateway.CallAsync(AskStream);
        gateway.Load(Tool().Unit(PolicyPhase.Tool));
        var ended = await gateway.CallAsync(AskStream);
        Assert.Equal((200, true, "Let me look.", "escalation_required"), (ended.Status, ended.WasCut, ended.Said, ended.LastError["code"]!.GetValue<string>()));
        Assert.Contains("call_good", ended.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("call_bad", ended.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("marked", ended.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", ended.Body, StringComparison.Ordinal);
        Assert.Equal(["content_filter"], ended.Events.SkipLast(1).SelectMany(text => JsonNode.Parse(text)!["choices"]!.AsArray()).Select(choice => choice!["finish_reason"]?.GetValue<string>()).OfType<string>());
        desk.Decide(Id(ended.LastError), approve: true);
        var released = await gateway.CallAsync(AskStream);
        Assert.Equal((200, false), (released.Status, released.WasCut));
        Assert.Equal(Normal(allowed), Normal(released));
        Assert.Equal(2, gateway.Upstream.Calls.Count);

        // Each call of the upstream has an id of its own.
        static string Normal(ClientAnswer answer) => System.Text.RegularExpressions.Regex.Replace(answer.Body, "\"(id\":\"chatcmpl[^\"]*|created\":[0-9]+)", "");
    }

    [Fact]
    public async Task Tool_StreamThatBreaksAfterwards_AsksNobody()
    {
        var desk = new FakeDesk();
        await using var gateway = await TestGateway.StartAsync(desk: desk);
        gateway.Load(new FakePolicies { OnTool = (tool, _) => tool.Name == "get_weather" ? Judgement.Of(Verdict.Escalate, "why") : Judgement.Pass }.Unit(PolicyPhase.Tool));
        gateway.Upstream.Reply = TwoCalls with { Ending = ReplyEnding.Abort };
        var answer = await gateway.CallAsync(AskStream);
        Assert.Equal((true, "upstream_cut"), (answer.WasCut, answer.LastError["code"]!.GetValue<string>()));
        Assert.DoesNotContain("get_weather", answer.Body, StringComparison.Ordinal);
        Assert.Empty(desk.Cases);
    }

    [Fact]
    public async Task Tool_EscalatedThenBlocked_IsBlocked()
    {
        var desk = new FakeDesk();
        await using var gateway = await TestGateway.StartAsync(desk: desk);
        gateway.Load(new FakePolicies { OnTool = (tool, _) => Judgement.Of(tool.Name == "get_weather" ? Verdict.Escalate : Verdict.Block, "why") }.Unit(PolicyPhase.Tool));
        gateway.Upstream.Reply = TwoCalls;
        Assert.Equal("output_blocked", (await gateway.CallAsync(Ask)).Error["code"]!.GetValue<string>());
        var streamed = await gateway.CallAsync(AskStream);
        Assert.Equal("output_blocked", streamed.LastError["code"]!.GetValue<string>());
        Assert.DoesNotContain("call_", streamed.Body, StringComparison.Ordinal);
        Assert.Empty(desk.Cases);
    }

    [Fact]
    public async Task Tool_BufferedStream_IsRefusedBeforeAnyByte()
    {
        var desk = new FakeDesk();
        await using var gateway = await TestGateway.StartAsync(desk: desk);
        gateway.Load(new FakePolicies().Unit(PolicyPhase.Output), Tool().Unit(PolicyPhase.Tool) with { Name = "tools" });
        gateway.Upstream.Reply = TwoCalls;
        var refused = await gateway.CallAsync(AskStream);
        Assert.Equal((403, false), (refused.Status, refused.WasCut));
        desk.Decide(Id(refused.Error), approve: true);
        var released = await gateway.CallAsync(AskStream);
        Assert.Contains("call_bad", released.Body, StringComparison.Ordinal);
        Assert.Equal("Let me look.", released.Said);
    }
}
