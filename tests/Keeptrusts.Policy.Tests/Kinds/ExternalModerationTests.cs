using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Diagnostics;
using Keeptrusts.Policy.Evaluation;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Policy.Tests.Kinds;

public sealed class ExternalModerationTests
{
    private const string Hook = "url: https://moderation.example/check";

    [Theory]
    [InlineData("", """{"flagged": false}""", Verdict.Allow, "")]
    [InlineData("", """{"flagged": true}""", Verdict.Block, "MODERATION 1")]
    [InlineData("", """{"flagged": true, "categories": {"hate": 0.2, "violence": 0.7}}""", Verdict.Block, "violence 0.7")]
    [InlineData("categories: { hate: 0.1 }", """{"flagged": false, "categories": {"hate": 0.2}}""", Verdict.Block, "hate 0.2")]
    [InlineData("categories: { hate: 0.3 }", """{"flagged": true, "categories": {"hate": 0.2, "violence": 1}}""", Verdict.Allow, "")]
    public async Task Judge_Webhook_IsTakenAtItsWord(string fields, string answer, Verdict verdict, string findings)
    {
        var outcome = await JudgeAsync($"action: block, {Hook}, {fields}", new ModerationTransport(_ => answer), ["some text"]);
        Assert.Equal((verdict, verdict == Verdict.Allow ? ReasonCodes.AllPoliciesPassed : ReasonCodes.ModerationFlagged), (outcome.Verdict, outcome.ReasonCode));
        Assert.Equal(findings, string.Join(' ', outcome.Policies[0].Findings.Select(f => FormattableString.Invariant($"{f.Type} {f.Score}"))));
        Assert.Null(outcome.Policies[0].Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"flagged": "no"}""")]
    [InlineData("""{"categories": {"hate": 0}}""", "categories: { violence: 0.5 }")]
    [InlineData("""{"flagged": false, "categories": {"violence": true}}""", "categories: { violence: 0.5 }")]
    [InlineData("""{"flagged": false, "categories": {"violence": 7}}""", "categories: { violence: 0.5 }")]
    public async Task Judge_AnswerOfAnotherForm_IsAnError(string answer, string fields = "")
    {
        var blocked = await JudgeAsync($"action: block, {Hook}, {fields}", new ModerationTransport(_ => answer), ["some text"]);
        Assert.Equal((Verdict.Block, ReasonCodes.PolicyError), (blocked.Verdict, blocked.ReasonCode));
        Assert.Equal("FormatException", blocked.Policies[0].Error);
        var warned = await JudgeAsync($"action: warn, {Hook}, {fields}", new ModerationTransport(_ => answer), ["some text"]);
        Assert.Equal(Verdict.Allow, warned.Verdict);
        Assert.Equal("FormatException", warned.Policies[0].Error);
    }

    [Fact]
    public async Task Judge_Webhook_IsSentTheRedactedTextsWithTheirPlaces()
    {
        var transport = new ModerationTransport(_ => """{"flagged": false}""");
        await JudgeAsync($"action: block, {Hook}", transport, ["mail jane@example.com", " ", "b"]);
        var (target, url, body) = Assert.Single(transport.Requests);
        Assert.Equal((null, "https://moderation.example/check"), (target, url));
        Assert.Equal(
            """{"phase":"input","texts":[{"role":"user","text":"mail [EMAIL_ADDRESS]","at":"/0"},{"role":"user","text":"b","at":"/2"}]}""",
            body.GetRawText());
    }

    [Fact]
    public async Task Judge_Target_IsAskedAsOpenAIIs()
    {
        var transport = new ModerationTransport(body => $$"""
            {"id": "m", "results": [{{string.Join(',', body.GetProperty("input").EnumerateArray().Select(text => text.GetString() == "bad"
                ? """{"flagged": true, "categories": {"hate": true, "violence": false}, "category_scores": {"hate": 0.9, "violence": 0.1}}"""
                : """{"flagged": false, "categories": {"hate": false}, "category_scores": {"hate": 0.01}}"""))}}]}
            """);
        var texts = Enumerable.Range(0, 40).Select(i => i == 35 ? "bad" : "good " + i).ToArray();
        var outcome = await JudgeAsync("action: escalate, target: t", transport, texts);
        Assert.Equal(Verdict.Escalate, outcome.Verdict);
        Assert.Equal([new Finding("hate", 0, 3, 0.9, "/35")], outcome.Policies[0].Findings);
        Assert.Equal([32, 8], transport.Requests.Select(r => r.Body.GetProperty("input").GetArrayLength()));
        Assert.All(transport.Requests, r => Assert.Equal(("t", null, "omni-moderation-latest"), (r.Target, r.Url, r.Body.GetProperty("model").GetString())));
    }

    [Fact]
    public async Task Judge_TargetAnswersForTooFew_IsAnError()
    {
        var outcome = await JudgeAsync("action: block, target: t", new ModerationTransport(_ => """{"results": [{"flagged": false}]}"""), ["a", "b"]);
        Assert.Equal("FormatException", outcome.Policies[0].Error);
    }

    [Fact]
    public async Task Judge_NoAnswerInTime_IsAnError()
    {
        var time = new FakeTimeProvider();
        var judging = JudgeAsync($"action: block, {Hook}, timeout_ms: 500", new SilentTransport(), ["a"], time);
        Assert.False(judging.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(500));
        var outcome = await judging;
        Assert.Equal((Verdict.Block, ReasonCodes.PolicyError), (outcome.Verdict, outcome.ReasonCode));
    }

    [Fact]
    public async Task Judge_CallerGone_EndsWithoutAResult()
    {
        using var gone = new CancellationTokenSource();
        var judging = JudgeAsync($"action: block, {Hook}", new SilentTransport(), ["a"], new FakeTimeProvider(), gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => judging);
    }

    [Fact]
    public async Task Judge_HostWithoutTransport_IsAnError()
    {
        var outcome = await JudgeAsync($"action: block, {Hook}", null, ["a"]);
        Assert.Equal("InvalidOperationException", outcome.Policies[0].Error);
        Assert.Equal(Verdict.Allow, (await JudgeAsync($"action: block, {Hook}", null, [" "])).Verdict);
    }

    [Fact]
    public void Compile_Phases_AreInputUnlessSaid()
    {
        var scope = Load($"action: block, {Hook}");
        Assert.Equal((true, false), (scope.Reads(PolicyPhase.Input), scope.BufferedOutput));
        Assert.True(Load($"action: block, {Hook}, phases: [output]").BufferedOutput);
        Assert.True(Load($"action: warn, on_error: block, {Hook}, phases: [output]").BufferedOutput);
        Assert.False(Load($"action: warn, {Hook}, phases: [output]").BufferedOutput);
    }

    private static async Task<PhaseOutcome> JudgeAsync(
        string fields, IModerationTransport? transport, string[] texts, TimeProvider? time = null, CancellationToken? cancellation = null)
    {
        var call = new PolicyCall(new PolicyContext(), new PolicyServices { Moderation = transport, Time = time ?? TimeProvider.System });
        using var evaluation = Load(fields).Begin(PolicyPhase.Input, call);
        for (var i = 0; i < texts.Length; i++)
        {
            var at = "/" + i;
            evaluation.Rewrite(texts[i], () => at, source: new TextSource(TextRole.User, i, TextPart.Content));
        }

        return await evaluation.CompleteAsync(cancellation ?? TestContext.Current.CancellationToken);
    }

    private static ScopedPlan Load(string fields)
    {
        var loaded = PolicyEngine.Load($$"""
            pack: { name: a, version: 1.0.0, enabled: true }
            providers: { targets: [{ id: t, provider: openai-compatible, base_url: "https://moderation.example/v1" }] }
            policies: { chain: [p, pii-detector] }
            policy:
              p: { kind: external-moderation, {{fields}} }
              pii-detector: { action: redact }
            """);
        Assert.DoesNotContain(loaded.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        return loaded.Plan!.Scope(new PolicyContext(), DateTimeOffset.UnixEpoch);
    }
}
