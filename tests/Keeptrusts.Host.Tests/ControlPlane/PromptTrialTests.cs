using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Policy;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Host.Tests.ControlPlane;

public sealed class PromptTrialTests
{
    private const string Mail = "Write to ada@example.org";

    [Fact]
    public async Task Run_ARedactingPolicy_ShowsWhatEachSideGets()
    {
        var report = await RunAsync("pii-detector: { action: redact }", new(Mail, "I wrote to grace@example.org"));
        Assert.Equal((Verdict.Redact, "pii_detected", null), (report.Verdict, report.ReasonCode, report.EndedIn));
        Assert.Equal(("Write to [EMAIL_ADDRESS]", "I wrote to [EMAIL_ADDRESS]"), (report.Prompt, report.Answer));
        Assert.Equal((true, true), (report.PromptWasChanged, report.AnswerWasChanged));
        var found = Assert.Single(report.Policies.First(p => p.Phase == PolicyPhase.Input).Findings);
        Assert.Equal("ada@example.org", Mail[found.Start..found.End]);
    }

    [Fact]
    public async Task Run_ABlockedPrompt_EndsBeforeTheAnswerIsRead()
    {
        var report = await RunAsync("pii-detector: { action: block }", new(Mail, "grace@example.org"));
        Assert.Equal((Verdict.Block, PolicyPhase.Input), (report.Verdict, report.EndedIn));
        Assert.Equal((null, null), (report.Prompt, report.Answer));
        Assert.DoesNotContain(report.Policies, p => p.Phase == PolicyPhase.Output);
    }

    [Fact]
    public async Task Run_ABlockedAnswer_LetsThePromptPass()
    {
        var report = await RunAsync("pii-detector: { action: block, phases: [output] }", new(Mail, "grace@example.org"));
        Assert.Equal((Verdict.Block, PolicyPhase.Output), (report.Verdict, report.EndedIn));
        Assert.Equal((Mail, null), (report.Prompt, report.Answer));
    }

    [Fact]
    public async Task Run_AModelThatIsNotAllowed_EndsAtAdmission()
    {
        var report = await RunAsync("model-allowlist: { allow: [\"gpt-4o*\"] }", new("hello", null) { Model = "o3" });
        Assert.Equal((Verdict.Block, ReasonCodes.ModelNotAllowed, PolicyPhase.Admission), (report.Verdict, report.ReasonCode, report.EndedIn));
        Assert.Equal(Verdict.Allow, (await RunAsync("model-allowlist: { allow: [\"gpt-4o*\"] }", new("hello", null) { Model = "gpt-4o-mini" })).Verdict);
    }

    [Fact]
    public async Task Run_APolicyForAnotherTeam_DoesNotAct()
    {
        const string policy = "pii-detector: { action: block, when: { teams: [search] } }";
        Assert.Equal(Verdict.Allow, (await RunAsync(policy, new(Mail, null) { Team = "default" })).Verdict);
        Assert.Equal(Verdict.Block, (await RunAsync(policy, new(Mail, null) { Team = "search" })).Verdict);
    }

    [Fact]
    public async Task Run_APolicyThatOnlyWatches_ChangesNothing()
    {
        var report = await RunAsync("pii-detector: { action: block, mode: shadow }", new(Mail, null));
        Assert.Equal((Verdict.Allow, Mail), (report.Verdict, report.Prompt));
        Assert.Contains(report.Policies, p => p is { Shadow: true, Verdict: Verdict.Block });
    }

    [Fact]
    public async Task Run_APolicyThatAsksAJudge_LeavesItOut()
    {
        var report = await RunAsync("external-moderation: { action: block, target: judge }", new("hello", null), "providers: { targets: [{ id: judge, provider: openai, secret_key_ref: { env: OPENAI_API_KEY } }] }\n");
        Assert.Equal((Verdict.Allow, "hello"), (report.Verdict, report.Prompt));
        Assert.Contains(report.Policies, TrialReport.WasNotAsked);
    }

    private static async Task<TrialReport> RunAsync(string policy, TrialCall call, string providers = "")
    {
        var name = policy[..policy.IndexOf(':', StringComparison.Ordinal)];
        var text = $"pack: {{ name: t, version: 1.0.0, enabled: true }}\n{providers}policies: {{ chain: [{name}] }}\npolicy:\n  {policy}\n";
        var (plan, problems) = PolicyEngine.Load(text);
        Assert.True(plan is not null, string.Join('\n', problems));
        return await new PromptTrial(plan, TimeProvider.System).RunAsync(call, TestContext.Current.CancellationToken);
    }
}
