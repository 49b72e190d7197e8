using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Verdicts;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Pipeline;

/// <summary>Policies that judge texts as a whole, over real HTTP.</summary>
public sealed class JudgedCallTests
{
    private const string Hi = """{"model":"gpt-4o","messages":[{"role":"system","content":"be brief"},{"role":"user","content":"hi"}]}""";
    private const string HiStream = """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"stream":true}""";

    [Theory]
    [InlineData(Verdict.Block, 400, "input_blocked")]
    [InlineData(Verdict.Escalate, 403, "escalation_required")]
    public async Task Input_JudgeObjects_NothingLeaves(Verdict verdict, int status, string code)
    {
        await using var gateway = await TestGateway.StartAsync();
        var policy = new FakePolicies { OnText = _ => Judgement.Of(verdict, "prompt_injection_detected") };
        gateway.Load(policy.Unit(PolicyPhase.Input));
        var answer = await gateway.CallAsync(Hi);
        Assert.Equal((status, code, "prompt_injection_detected", "fake"), (answer.Status, answer.Error["code"]!.GetValue<string>(), answer.Error["reason_code"]!.GetValue<string>(), answer.Error["policy"]!.GetValue<string>()));
        Assert.Empty(gateway.Upstream.Calls);
        var recorded = await gateway.EventAsync();
        Assert.Equal(recorded.EscalationId, answer.Error["escalation_id"]?.GetValue<string>());
        Assert.Equal(verdict == Verdict.Escalate, recorded.EscalationId is not null);
        Assert.Equal(verdict == Verdict.Escalate, answer.Body.Contains("nobody can approve it", StringComparison.Ordinal));
        Assert.Contains(policy.Texts.Single().Texts, text => (text.Text, text.Source) == ("be brief", new TextSource(TextRole.System, 0, TextPart.Content)));
        Assert.Contains(policy.Texts.Single().Texts, text => (text.Text, text.Source) == ("hi", new TextSource(TextRole.User, 1, TextPart.Content)));
    }

    [Theory]
    [InlineData(Hi, Verdict.Block, 400, "output_blocked")]
    [InlineData(HiStream, Verdict.Block, 400, "output_blocked")]
    [InlineData(Hi, Verdict.Escalate, 403, "escalation_required")]
    [InlineData(HiStream, Verdict.Escalate, 403, "escalation_required")]
    public async Task Output_JudgeObjects_NothingOfTheAnswerIsShown(string body, Verdict verdict, int status, string code)
    {
        await using var gateway = await TestGateway.StartAsync();
        var policy = new FakePolicies { OnText = _ => Judgement.Of(verdict, "moderation_flagged") };
        gateway.Load(policy.Unit(PolicyPhase.Output));
        var answer = await gateway.CallAsync(body);
        Assert.Equal((status, code, false), (answer.Status, answer.Error["code"]!.GetValue<string>(), answer.WasCut));
        Assert.DoesNotContain("Hello", answer.Body, StringComparison.Ordinal);
        Assert.Equal("Hello from upstream.", policy.Texts.Single().Texts.Single(text => text.Source == new TextSource(TextRole.Assistant, 0, TextPart.Content)).Text);
        var recorded = await gateway.EventAsync();
        Assert.Equal((verdict == Verdict.Block ? "block" : "escalate", "moderation_flagged", status), (recorded.Verdict, recorded.ReasonCode, recorded.Status));
        Assert.Equal(18, recorded.Usage!.Prompt + recorded.Usage.Completion);
    }

    [Fact]
    public async Task Output_JudgeOfAStreamKeptAlive_ErrorEventAndNothingElse()
    {
        await using var gateway = await TestGateway.StartAsync(configure: options => options.KeepAliveSeconds = 1);
        gateway.Upstream.Reply = new ChatReply { EventDelay = TimeSpan.FromMilliseconds(200), Cuts = [100] };
        gateway.Load(new FakePolicies { OnText = _ => Judgement.Of(Verdict.Block, "no") }.Unit(PolicyPhase.Output));
        var answer = await gateway.PassTimeAsync(gateway.CallAsync(HiStream), TimeSpan.FromMilliseconds(250));
        Assert.Equal((200, true, "output_blocked"), (answer.Status, answer.WasCut, answer.LastError["code"]!.GetValue<string>()));
        Assert.Single(answer.Events);
        Assert.Contains(": keep-alive", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Hi)]
    [InlineData(HiStream)]
    public async Task Output_JudgeAgrees_TheAnswerIsWhole(string body)
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Load(new FakePolicies().Unit(PolicyPhase.Output));
        var answer = await gateway.CallAsync(body);
        Assert.Equal((200, false), (answer.Status, answer.WasCut));
        Assert.Equal("Hello from upstream.", body == HiStream ? answer.Said : answer.Json["choices"]![0]!["message"]!["content"]!.GetValue<string>());
        Assert.Equal(("completed", "allow"), ((await gateway.EventAsync()).Outcome, (await gateway.EventAsync()).Verdict));
    }

    [Fact]
    public async Task Output_ShadowJudge_IsRecordedAndHoldsNothingBack()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Upstream.Reply = new ChatReply { Ending = ReplyEnding.Stall };
        gateway.Load(new FakePolicies { OnText = _ => Judgement.Of(Verdict.Block, "no") }.Unit(PolicyPhase.Output) with { Shadow = true });
        using (var response = await gateway.SendAsync(HiStream, cancellationToken: TestContext.Current.CancellationToken))
        {
            var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            Assert.True(await stream.ReadAsync(new byte[10], TestContext.Current.CancellationToken) > 0);
        }

        gateway.Upstream.Reply = new ChatReply();
        var answer = await gateway.CallAsync(HiStream);
        Assert.Equal("Hello from upstream.", answer.Said);
        var result = (await gateway.EventAsync(2)).PolicyResults.Single();
        Assert.Equal((true, "block", "no", "output"), (result.Shadow, result.Verdict, result.ReasonCode, result.Phase));
    }
}
