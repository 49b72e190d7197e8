using Keeptrusts.Gateway.Middleware.ChatClients;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.Tests.ChatClients;

/// <summary>Which calls a governed client may make at all.</summary>
public sealed class GovernedAdmissionTests
{
    private static readonly PolicyPlan Models = Governed.Plan("model-allowlist", "model-allowlist: { allow: [small-*] }");

    [Fact]
    public async Task Ask_ModelOutsideTheAllowList_IsRefused()
    {
        var client = FakeChatClient.Saying("ok").By(Models);
        await client.GetResponseAsync("hi", new() { ModelId = "small-1" }, TestContext.Current.CancellationToken);
        foreach (var options in (ChatOptions?[])[new() { ModelId = "large" }, null])
        {
            var refusal = await Assert.ThrowsAsync<PolicyViolationException>(() => client.GetResponseAsync("hi", options, TestContext.Current.CancellationToken));
            Assert.Equal(("input_blocked", "model_not_allowed"), (refusal.Code, refusal.ReasonCode));
        }
    }

    [Fact]
    public async Task Ask_CurrentGovernance_IsAskedOnceACall()
    {
        var plans = new Queue<PolicyPlan>([Models, Governed.Redact]);
        var client = FakeChatClient.Saying("ok").AsBuilder().UseKeeptrustsPolicy(_ => new ChatGovernance { Plan = plans.Dequeue(), Context = new() { Model = "large" } }).Build();
        await Assert.ThrowsAsync<PolicyViolationException>(() => client.GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken));
        await client.GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(plans);
    }

    [Fact]
    public async Task Ask_HardCap_IsRefusedUnlessIgnored()
    {
        var plan = Governed.Plan("cost-cap", "cost-cap: { budgets: [{ scope: org, window: day, hard_cap_usd: 1 }] }");
        var model = FakeChatClient.Saying("ok");
        var refusal = await Assert.ThrowsAsync<PolicyViolationException>(() => model.By(plan).GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(("budget_exceeded", "cost-cap"), (refusal.ReasonCode, refusal.Policy));
        var client = model.AsBuilder().UseKeeptrustsPolicy(_ => new ChatGovernance { Plan = plan, IgnoreBudgets = true }).Build();
        await client.GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Ask_DemandOnTargets_NeedsATargetThatMeetsIt()
    {
        var policy = new FakePolicies { OnTarget = target => target.Id == "good" };
        var declared = Calls.Plan("""
            pack: { name: c, version: 1.0.0, enabled: true }
            policies: { chain: [audit-logger] }
            providers: { targets: [{ id: good, provider: echo }] }
            """);
        var plan = new FakePlan(declared, policy.Unit(PolicyPhase.Routing));
        var model = FakeChatClient.Saying("ok");
        var refusal = await Assert.ThrowsAsync<PolicyViolationException>(() => model.By(plan).GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(ReasonCodes.NoCompliantProvider, refusal.ReasonCode);
        var client = model.AsBuilder().UseKeeptrustsPolicy(_ => new ChatGovernance { Plan = plan, Target = "good" }).Build();
        await client.GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(12L, 12)]
    [InlineData(null, 0)]
    public async Task Call_Ended_TellsWhatItUsed(long? told, long expected)
    {
        var policy = new FakePolicies();
        var reply = new ChatResponse(new ChatMessage(ChatRole.Assistant, "ok")) { Usage = told is null ? null : new() { TotalTokenCount = told } };
        var client = new FakeChatClient(reply).By(new FakePlan(Governed.Redact, policy.Unit(PolicyPhase.Admission)));
        await client.GetResponseAsync("hi", cancellationToken: TestContext.Current.CancellationToken);
        await client.StreamAsync("hi");
        Assert.Equal(2, policy.Endings.Count);
        Assert.All(policy.Endings, tokens => Assert.True(expected == 0 ? tokens > 0 : tokens == expected));
    }
}
