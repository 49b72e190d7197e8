using System.Diagnostics;
using System.Text.RegularExpressions;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Verdicts;
using Keeptrusts.Testing.Processes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Telemetry;

/// <summary>What the gateway tells about calls, over real HTTP.</summary>
public sealed partial class CallTelemetryTests
{
    private const string Marked = "marked.value@example.com";

    private static string Ask(string text, bool stream = false, string model = "gpt-4o") =>
        $$"""{"model":"{{model}}","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"{{text}}"}]}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_Answered_HasASpanAfterTheConventions(bool stream)
    {
        using var told = new Told();
        await using var gateway = await TestGateway.StartAsync();
        gateway.Upstream.Reply = new ChatReply { Text = "write to ann@example.com" };
        var answer = await gateway.CallAsync(Ask("hi", stream));
        var span = await told.SpanAsync(answer["x-request-id"]!);
        Assert.Equal(("keeptrusts chat", ActivityKind.Server, 200), (span.DisplayName, span.Kind, span.GetTagItem("http.response.status_code")));
        Assert.Equal(("redact", "pii_detected", "search", "mock", "completed", 1), (span.GetTagItem("keeptrusts.verdict"), span.GetTagItem("keeptrusts.reason_code"), span.GetTagItem("keeptrusts.team"), span.GetTagItem("keeptrusts.target"), span.GetTagItem("keeptrusts.outcome"), span.GetTagItem("keeptrusts.attempts")));

        var attempt = Assert.Single(told.Below(span), s => s.Kind == ActivityKind.Client);
        Assert.Equal(("chat gpt-4o", ActivityStatusCode.Unset), (attempt.DisplayName, attempt.Status));
        Assert.Equal(("chat", "openai-compatible", "gpt-4o", "127.0.0.1"), (attempt.GetTagItem("gen_ai.operation.name"), attempt.GetTagItem("gen_ai.provider.name"), attempt.GetTagItem("gen_ai.request.model"), attempt.GetTagItem("server.address")));
        Assert.Equal(("mock", 1, null, "answered", 200), (attempt.GetTagItem("keeptrusts.target"), attempt.GetTagItem("keeptrusts.attempt"), attempt.GetTagItem("keeptrusts.retry_cause"), attempt.GetTagItem("keeptrusts.outcome"), attempt.GetTagItem("http.response.status_code")));
        Assert.NotNull(attempt.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal(["stop"], Assert.IsType<string[]>(attempt.GetTagItem("gen_ai.response.finish_reasons")));

        var output = Assert.Single(told.Below(span), s => s.DisplayName == "policies output");
        Assert.Equal("redact", output.GetTagItem("keeptrusts.verdict"));
        Assert.Contains(output.Events, e => e.Name == "keeptrusts.policy" && e.Tags.Contains(new("keeptrusts.policy.name", "pii-detector")));
        Assert.Equal("allow", Assert.Single(told.Below(span), s => s.DisplayName == "policies input").GetTagItem("keeptrusts.verdict"));
    }

    [Fact]
    public async Task Call_TriedAgain_HasASpanOfEachAttemptWithItsCause()
    {
        using var told = new Told();
        await using var routed = await RoutedGateway.StartAsync("fallback: {}");
        routed.First.Reply = HttpReply.Error(500, "no", "a");
        var answer = await routed.Gateway.CallAsync(RoutedGateway.Hi);
        Assert.Equal(200, answer.Status);
        var call = await told.SpanAsync(answer["x-request-id"]!);
        var attempts = told.Below(call).Where(s => s.Kind == ActivityKind.Client).OrderBy(s => (int)s.GetTagItem("keeptrusts.attempt")!).ToList();
        Assert.Equal(
            [("first", null, "500", "server_error", ActivityStatusCode.Error), ("second", "server_error", null, "answered", ActivityStatusCode.Unset)],
            attempts.Select(s => ((string?)s.GetTagItem("keeptrusts.target"), (string?)s.GetTagItem("keeptrusts.retry_cause"), (string?)s.GetTagItem("error.type"), (string?)s.GetTagItem("keeptrusts.outcome"), s.Status)));
        Assert.All(attempts, s => Assert.Equal(call.TraceId, s.TraceId));
        Assert.Equal(2, call.GetTagItem("keeptrusts.attempts"));
        Assert.Contains(told.Measured, m => m.Name == "gen_ai.client.operation.duration" && (string?)m["error.type"] == "500");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Attempt_AnswerThatAHumanDecidesOn_EndsWithTheProvider(bool stream)
    {
        using var told = new Told();
        var desk = new FakeDesk { Broken = stream };
        await using var gateway = await TestGateway.StartAsync(desk: desk);
        var judged = DateTime.MaxValue;
        var policies = new FakePolicies { OnText = _ => Judgement.Of(Verdict.Escalate, "moderation_flagged") };
        gateway.Load(policies.Unit(PolicyPhase.Output) with { Approval = new() { Policy = "fake", Assignees = ["jane"], HoldSeconds = 30 } });
        desk.Opening = () => judged = TimeProvider.System.GetUtcNow().UtcDateTime;
        var call = gateway.CallAsync(Ask("hi", stream));
        while (!stream && !desk.Asked.Contains("wait"))
        {
            await Task.Delay(2, TestContext.Current.CancellationToken);
        }

        if (!stream)
        {
            desk.Decide(desk.Cases.Single().Id, approve: true);
        }

        var span = await told.SpanAsync((await call)["x-request-id"]!);
        var attempt = Assert.Single(told.Below(span), s => s.Kind == ActivityKind.Client);
        Assert.NotEqual(DateTime.MaxValue, judged);
        Assert.True(attempt.StartTimeUtc + attempt.Duration <= judged);
        Assert.True(span.StartTimeUtc + span.Duration > judged);
    }

    /// <summary>The page and the code name the same instruments.</summary>
    [Fact]
    public async Task Instruments_AllOfThem_StandOnThePageAndNoOthers()
    {
        using var told = new Told();
        await using var gateway = await TestGateway.StartAsync();
        await gateway.CallAsync(Ask("hi"));
        var page = await File.ReadAllTextAsync(Path.Combine(RepositoryPaths.Root, "docs", "telemetry.md"), TestContext.Current.CancellationToken);
        var rows = page[page.IndexOf("## Metrics", StringComparison.Ordinal)..].Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        var documented = rows.SelectMany(row => InstrumentName.Matches(row.Split('|')[1]).Select(m => m.Groups[1].Value)).Order(StringComparer.Ordinal);
        Assert.Equal(documented, told.Instruments.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Call_Answered_IsMeasured()
    {
        using var told = new Told();
        await using var gateway = await TestGateway.StartAsync();
        var token = gateway.Add(Calls.Key with { Id = "key_t", TeamId = "told-team" });
        gateway.Upstream.Reply = new ChatReply { Text = "write to ann@example.com" };
        var answer = await gateway.CallAsync(Ask("hi", stream: true), token);
        await told.SpanAsync(answer["x-request-id"]!);
        Assert.Equal(1, told.Measured.Where(m => m.Name == "keeptrusts.calls" && (string?)m["keeptrusts.team"] == "told-team").Sum(m => m.Value));
        foreach (var name in (string[])["gen_ai.client.token.usage", "gen_ai.client.operation.duration", "gen_ai.server.time_to_first_token", "keeptrusts.call.duration", "keeptrusts.gateway.duration", "keeptrusts.upstream.duration", "keeptrusts.upstream.attempt.duration", "keeptrusts.policy.evaluations", "keeptrusts.policy.duration"])
        {
            Assert.Contains(told.Measured, m => m.Name == name);
        }

        Assert.Contains(told.Measured, m => m.Name == "keeptrusts.stream.held_characters" && m.Value > 0);
        Assert.Contains(told.Measured, m => m.Name == "keeptrusts.policy.evaluations" && (string?)m["keeptrusts.verdict"] == "redact");
    }

    [Fact]
    public async Task Span_OfACallerWithATrace_BelongsToIt()
    {
        using var told = new Told();
        await using var gateway = await TestGateway.StartAsync();
        var trace = ActivityTraceId.CreateRandom();
        var answer = await gateway.CallAtAsync("/v1/chat/completions", Ask("hi"), request => request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01"));
        Assert.Equal(trace, (await told.SpanAsync(answer["x-request-id"]!)).TraceId);
    }

    // Whatever happens to a call: nothing of its texts, and no key, is told.
    [Fact]
    public async Task Everything_ThatIsTold_HoldsNeitherContentNorKeys()
    {
        using var told = new Told();
        await using var gateway = await TestGateway.StartAsync();
        gateway.Upstream.Reply = new ChatReply { Text = $"the answer says {Marked}" };
        List<string> ids = [];
        foreach (var body in (string[])[Ask(Marked), Ask(Marked, stream: true), Ask("hi", model: Marked), Ask("hi", model: "marked-model"), $$"""{"marked":"{{Marked}}","""])
        {
            ids.Add((await gateway.CallAsync(body))["x-request-id"]!);
        }

        ids.Add((await gateway.CallAsync(Ask("hi"), "kt_gk_markedmarkedmarked"))["x-request-id"]!);
        gateway.Load(TestGateway.Yaml(gateway.Upstream, "{ action: block }"));
        ids.Add((await gateway.CallAsync(Ask(Marked)))["x-request-id"]!);
        ids.Add((await gateway.CallAsync(Ask("hi", stream: true)))["x-request-id"]!);
        foreach (var id in ids)
        {
            await told.SpanAsync(id);
        }

        Assert.NotEmpty(told.Everything);
        Assert.All(told.Everything, text =>
        {
            Assert.DoesNotContain("marked", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(gateway.Token, text, StringComparison.Ordinal);
            Assert.DoesNotContain(TestGateway.ProviderKey, text, StringComparison.Ordinal);
        });
    }

    [GeneratedRegex("`([a-z_.]+)`")]
    private static partial Regex InstrumentName { get; }
}
