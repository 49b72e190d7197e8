using System.Text;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Tests.Escalations;

/// <summary>Requests that a policy escalates, with somebody to decide, over real HTTP.</summary>
public sealed class RequestEscalationTests
{
    private const string Merger = """{"model":"gpt-4o","messages":[{"role":"user","content":"the merger, ask ann@example.org"}]}""";
    private const string Other = """{"model":"gpt-4o","messages":[{"role":"user","content":"the merger, ask bob@example.org"}]}""";
    private const string Oversight = "human-oversight: { phases: [input], require_human_for: { topics: { deals: [merger] } }, assignee: [jane] }";

    private static string Id(ClientAnswer answer) => answer.Error["escalation_id"]!.GetValue<string>();

    [Fact]
    public async Task SameRequest_BeforeTheDecision_SameEscalation()
    {
        var desk = new FakeDesk();
        await using var gateway = await TestGateway.StartAsync(more: Oversight, desk: desk);
        var first = await gateway.CallAsync(Merger);
        var again = await gateway.CallAsync(Merger);
        var different = await gateway.CallAsync(Other);
        Assert.Equal((403, "escalation_required", "pending"), (first.Status, first.Error["code"]!.GetValue<string>(), first.Error["escalation_status"]!.GetValue<string>()));
        Assert.Equal(Id(first), Id(again));
        Assert.NotEqual(Id(first), Id(different));
        Assert.Equal("false", first["x-should-retry"]);
        var opened = desk.Cases[0];
        Assert.Equal(("human-oversight", "input", "laptop", "ann", "team-dev@3"), (opened.Policy.Name, opened.Policy.Phase, opened.KeyName, opened.Owner, opened.ConfigVersion));
        Assert.Equal(["jane"], opened.Policy.Assignees);
        Assert.Contains("[EMAIL_ADDRESS]", Encoding.UTF8.GetString(opened.Request.Span), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Calls);
        Assert.Equal((Id(different), "escalate"), ((await gateway.EventAsync(3)).EscalationId, (await gateway.EventAsync(3)).Verdict));
    }

    [Fact]
    public async Task Approved_SameRequestPasses_OtherPoliciesStillAct()
    {
        var desk = new FakeDesk();
        await using var gateway = await TestGateway.StartAsync(more: Oversight, desk: desk);
        var id = Id(await gateway.CallAsync(Merger));
        desk.Decide(id, approve: true);
        var passed = await gateway.CallAsync(Merger);
        Assert.Equal((200, "redact"), (passed.Status, passed["x-keeptrusts-verdict"]));
        Assert.Equal("pii-detector=redact;human-oversight=warn", Uri.UnescapeDataString(passed["x-keeptrusts-policies"]!));
        var sent = Encoding.UTF8.GetString(gateway.Upstream.Calls.Single().Body);
        Assert.Contains("[EMAIL_ADDRESS]", sent, StringComparison.Ordinal);
        Assert.Equal(403, (await gateway.CallAsync(Other)).Status);
        Assert.Equal(200, (await gateway.CallAsync(Merger)).Status);
        Assert.Equal(id, (await gateway.EventAsync(4)).EscalationId);
    }

    [Fact]
    public async Task Approved_OtherKeyOrOtherVersion_IsAskedAnew()
    {
        var desk = new FakeDesk();
        await using var gateway = await TestGateway.StartAsync(more: Oversight, desk: desk);
        var id = Id(await gateway.CallAsync(Merger));
        desk.Decide(id, approve: true);
        var stranger = gateway.Add(Calls.Key with { Id = "key_2", LineageId = "key_2" });
        var rotated = gateway.Add(Calls.Key with { Id = "key_3" });
        Assert.NotEqual(id, Id(await gateway.CallAsync(Merger, stranger)));
        Assert.Equal(200, (await gateway.CallAsync(Merger, rotated)).Status);
        gateway.Policies.Current = new("team-dev", 4, gateway.Policies.Current!.Plan);
        Assert.NotEqual(id, Id(await gateway.CallAsync(Merger)));
    }

    [Fact]
    public async Task Request_Denied_RefusalSaysSoAndThatThereIsANote()
    {
        var desk = new FakeDesk();
        await using var gateway = await TestGateway.StartAsync(more: Oversight, desk: desk);
        var id = Id(await gateway.CallAsync(Merger));
        desk.Decide(id, approve: false, note: true);
        var denied = await gateway.CallAsync(Merger);
        Assert.Equal((403, id, "denied"), (denied.Status, Id(denied), denied.Error["escalation_status"]!.GetValue<string>()));
        Assert.Contains("denied", denied.Error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("note", denied.Error["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_TwoPolicies_EachHasToBeApproved()
    {
        var desk = new FakeDesk();
        await using var gateway = await TestGateway.StartAsync(desk: desk);
        gateway.Load(Judge("one"), Judge("two"));
        var first = Id(await gateway.CallAsync(Merger));
        Assert.Equal(["one", "two"], desk.Cases.Select(opened => opened.Policy.Name));
        desk.Decide(first, approve: true);
        var second = Id(await gateway.CallAsync(Merger));
        Assert.Equal(desk.Cases[1].Id, second);
        desk.Decide(second, approve: true);
        Assert.Equal(200, (await gateway.CallAsync(Merger)).Status);

        static Policy.Kinds.PolicyUnit Judge(string name) =>
            new FakePolicies { OnText = _ => Judgement.Of(Verdict.Escalate, "why") }.Unit(PolicyPhase.Input) with { Name = name };
    }

    [Fact]
    public async Task Admission_Approved_PoliciesThatCountAreAskedThen()
    {
        var desk = new FakeDesk();
        await using var gateway = await TestGateway.StartAsync(desk: desk);
        var asks = new FakePolicies { OnAdmit = (_, _) => Judgement.Of(Verdict.Escalate, "night") };
        gateway.Load(asks.Unit(PolicyPhase.Admission));
        var id = Id(await gateway.CallAsync(Merger));
        Assert.Equal("admission", desk.Cases.Single().Policy.Phase);
        desk.Decide(id, approve: true);
        Assert.Equal(200, (await gateway.CallAsync(Merger)).Status);
        Assert.Equal(200, (await gateway.CallAsync(Merger)).Status);
        Assert.Equal(403, (await gateway.CallAsync(Other)).Status);
        Assert.Equal(asks.Calls.Count, asks.Endings.Count);
    }

    [Fact]
    public async Task Hold_ApprovedInTime_TheCallGoesOn()
    {
        var desk = new FakeDesk();
        await using var gateway = await TestGateway.StartAsync(more: Oversight.Replace("assignee", "hold_seconds: 20, assignee", StringComparison.Ordinal), desk: desk);
        var call = gateway.CallAsync(Merger);
        await gateway.PassTimeAsync(Until(() => desk.Asked.Contains("wait")), TimeSpan.Zero);
        Assert.False(call.IsCompleted);
        desk.Decide(desk.Cases.Single().Id, approve: true);
        Assert.Equal(200, (await call).Status);
    }

    [Fact]
    public async Task Hold_NobodyDecides_RefusedAfterIt()
    {
        var desk = new FakeDesk();
        await using var gateway = await TestGateway.StartAsync(more: Oversight.Replace("assignee", "hold_seconds: 20, assignee", StringComparison.Ordinal), desk: desk);
        var begun = gateway.Time.GetUtcNow();
        var answer = await gateway.PassTimeAsync(gateway.CallAsync(Merger), TimeSpan.FromSeconds(1));
        Assert.Equal((403, "pending"), (answer.Status, answer.Error["escalation_status"]!.GetValue<string>()));
        Assert.True(gateway.Time.GetUtcNow() - begun >= TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Hold_Stream_IsRefusedAtOnce()
    {
        var desk = new FakeDesk();
        await using var gateway = await TestGateway.StartAsync(more: Oversight.Replace("assignee", "hold_seconds: 20, assignee", StringComparison.Ordinal), desk: desk);
        var answer = await gateway.CallAsync(Merger.Replace("\"model\"", "\"stream\":true,\"model\"", StringComparison.Ordinal));
        Assert.Equal((403, "application/json"), (answer.Status, answer["content-type"]));
        Assert.DoesNotContain("wait", desk.Asked);
    }

    [Fact]
    public async Task Desk_Fails_TheCallStaysRefused()
    {
        await using var gateway = await TestGateway.StartAsync(more: Oversight, desk: new FakeDesk { Broken = true });
        var answer = await gateway.CallAsync(Merger);
        Assert.Equal((403, "unavailable"), (answer.Status, answer.Error["escalation_status"]!.GetValue<string>()));
        Assert.Empty(gateway.Upstream.Calls);
    }

    [Fact]
    public async Task Request_NobodyEscalates_TheDeskIsNotAsked()
    {
        var desk = new FakeDesk();
        await using var gateway = await TestGateway.StartAsync(more: Oversight, desk: desk);
        Assert.Equal(200, (await gateway.CallAsync("""{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}""")).Status);
        Assert.Empty(desk.Asked);
    }

    private static async Task<bool> Until(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        return true;
    }
}
