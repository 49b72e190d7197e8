using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Verdicts;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Pipeline;

/// <summary>Policies that decide on tool calls, over real HTTP.</summary>
public sealed class ToolCallTests
{
    private const string Ask = """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}""";
    private const string AskStream = """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"stream":true}""";

    private static readonly ChatReply TwoCalls = new()
    {
        Text = "Let me look.",
        ToolCalls = [new MockToolCall("call_good", "get_weather", """{"city":"Ulm"}"""), new MockToolCall("call_bad", "delete_all", """{"path":"/marked"}""")],
    };

    private static FakePolicies Deny(string name, Verdict verdict = Verdict.Block) =>
        new() { OnTool = (tool, _) => tool.Name == name ? Judgement.Of(verdict, ReasonCodes.ToolDenied) : Judgement.Pass };

    [Theory]
    [InlineData(Verdict.Block, 400, "output_blocked")]
    [InlineData(Verdict.Escalate, 403, "escalation_required")]
    public async Task Whole_DeniedTool_NothingIsShown(Verdict verdict, int status, string code)
    {
        await using var gateway = await TestGateway.StartAsync();
        var policy = Deny("delete_all", verdict);
        gateway.Load(policy.Unit(PolicyPhase.Tool));
        gateway.Upstream.Reply = TwoCalls;
        var answer = await gateway.CallAsync(Ask);
        Assert.Equal((status, code, "tool_denied"), (answer.Status, answer.Error["code"]!.GetValue<string>(), answer.Error["reason_code"]!.GetValue<string>()));
        Assert.DoesNotContain("get_weather", answer.Body, StringComparison.Ordinal);
        Assert.Equal([("get_weather", """{"city":"Ulm"}""", "/choices/0/message/tool_calls/0", 1), ("delete_all", """{"path":"/marked"}""", "/choices/0/message/tool_calls/1", 2)], policy.Tools.Select(asked => (asked.Tool.Name, asked.Tool.Arguments, asked.Tool.At!, asked.Number)));
        var result = (await gateway.EventAsync()).PolicyResults.Single();
        Assert.Equal(("tool", "tool_denied"), (result.Phase, result.ReasonCode));
    }

    [Theory]
    [InlineData(1, Verdict.Block, "output_blocked")]
    [InlineData(4, Verdict.Block, "output_blocked")]
    [InlineData(1000, Verdict.Escalate, "escalation_required")]
    public async Task Stream_SecondToolDenied_TheFirstIsDeliveredAndNothingOfTheSecond(int cut, Verdict verdict, string code)
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Load(Deny("delete_all", verdict).Unit(PolicyPhase.Tool));
        gateway.Upstream.Reply = TwoCalls with { Cuts = [cut] };
        var answer = await gateway.CallAsync(AskStream);
        Assert.Equal((200, true, "Let me look.", code), (answer.Status, answer.WasCut, answer.Said, answer.LastError["code"]!.GetValue<string>()));
        Assert.Contains("call_good", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("call_bad", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("marked", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", answer.Body, StringComparison.Ordinal);
        Assert.Equal(["content_filter"], answer.Events.SkipLast(1).SelectMany(text => JsonNode.Parse(text)!["choices"]!.AsArray()).Select(choice => choice!["finish_reason"]?.GetValue<string>()).OfType<string>());
        var recorded = await gateway.EventAsync();
        Assert.Equal(("cut", "tool_denied", code), (recorded.Outcome, recorded.ReasonCode, recorded.ErrorCode));
    }

    [Theory]
    [InlineData(Ask)]
    [InlineData(AskStream)]
    public async Task Call_AllowedTools_AreDelivered(string body)
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Load(new FakePolicies().Unit(PolicyPhase.Tool));
        gateway.Upstream.Reply = TwoCalls;
        var answer = await gateway.CallAsync(body);
        Assert.Equal((200, false), (answer.Status, answer.WasCut));
        Assert.Contains("call_bad", answer.Body, StringComparison.Ordinal);
        Assert.Equal(2, JsonCount(answer.Body, "\"name\":"));
        Assert.Equal("completed", (await gateway.EventAsync()).Outcome);
    }

    private static int JsonCount(string text, string part) => text.Split(part).Length - 1;
}
