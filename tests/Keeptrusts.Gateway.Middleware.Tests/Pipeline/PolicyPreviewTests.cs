using System.Text;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Tests.Pipeline;

/// <summary>What policies would say, before anything is sent.</summary>
public sealed class PolicyPreviewTests
{
    private static readonly byte[] Asked = Encoding.UTF8.GetBytes(
        """{"model":"gpt-4o","messages":[{"role":"system","content":"be brief"},{"role":"user","content":"ada@example.org"},{"role":"assistant","content":"noted"},{"role":"user","content":"and bob@example.org"}]}""");

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Preview_Request_IsJudgedAsAWholeWithThePlaces()
    {
        await using var gateway = await TestGateway.StartAsync();
        var result = Assert.Single(await gateway.Preview.PreviewAsync(Calls.Key, Asked, cancellation: Ending), r => r.Kind == "pii-detector");
        Assert.Equal((Verdict.Redact, PolicyPhase.Input), (result.Verdict, result.Phase));
        Assert.Equal([("/messages/1/content", 0, 15), ("/messages/3/content", 4, 19)], result.Findings.Select(f => (f.At!, f.Start, f.End)));
    }

    [Fact]
    public async Task Preview_OfWhateverIsFound_SendsRecordsAndCountsNothing()
    {
        await using var gateway = await TestGateway.StartAsync("{ action: block }", "rate-limit: { requests: 1, window_seconds: 3600, scope: key }");
        for (var i = 0; i < 3; i++)
        {
            Assert.Contains(await gateway.Preview.PreviewAsync(Calls.Key, Asked, cancellation: Ending), r => r.Verdict == Verdict.Block);
        }

        Assert.Empty(gateway.Upstream.Requests);
        Assert.Equal(200, (await gateway.CallAsync("""{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}""")).Status);
        Assert.Equal(200, (await gateway.EventAsync()).Status); // the only one, and within its limit of one
    }

    [Fact]
    public async Task Preview_PolicyThatNeedsSomebody_IsNotAsked()
    {
        await using var gateway = await TestGateway.StartAsync();
        var policy = new FakePolicies { OnText = _ => Judgement.Of(Verdict.Escalate, "asked") };
        gateway.Load(policy.Unit(PolicyPhase.Input));
        await gateway.Preview.PreviewAsync(Calls.Key, Asked, cancellation: Ending);
        Assert.Empty(policy.Texts);
    }

    [Fact]
    public async Task Preview_ThatIsNoRequest_IsAMistakeOfTheCaller()
    {
        await using var gateway = await TestGateway.StartAsync();
        await Assert.ThrowsAsync<ArgumentException>(async () => await gateway.Preview.PreviewAsync(Calls.Key, "{}"u8.ToArray(), cancellation: Ending));
        await Assert.ThrowsAsync<ArgumentException>(async () => await gateway.Preview.PreviewAsync(Calls.Key, Asked, "4", Ending));
    }

    [Fact]
    public async Task Models_OfAKey_AreThoseThatItMayAskFor()
    {
        await using var gateway = await TestGateway.StartAsync();
        var all = gateway.Preview.Models(Calls.Key);
        Assert.NotEmpty(all);
        Assert.Equal([all[0]], gateway.Preview.Models(Calls.Key with { AllowedModels = [all[0]] }));
        gateway.Policies.Current = null;
        Assert.Empty(gateway.Preview.Models(Calls.Key));
        Assert.Empty(await gateway.Preview.PreviewAsync(Calls.Key, Asked, cancellation: Ending));
    }
}
