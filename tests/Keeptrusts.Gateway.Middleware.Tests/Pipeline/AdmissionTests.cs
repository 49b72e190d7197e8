using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Judging;
using Keeptrusts.Policy.Verdicts;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Pipeline;

public sealed class AdmissionTests
{
    private const string Hi = """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}""";
    private const string HiStream = """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"stream":true}""";

    [Theory]
    [InlineData("requests", 12, "12", true)]
    [InlineData("tokens", 360, null, false)]
    public async Task Call_RateLimited_AnswersWithItsLimits(string meter, int seconds, string? retryAfter, bool retryable)
    {
        await using var gateway = await TestGateway.StartAsync();
        var policy = new FakePolicies
        {
            OnAdmit = (call, _) =>
            {
                call.Report(new RateLimitState(meter, 100, 0, TimeSpan.FromSeconds(seconds)) { Exceeded = true });
                return Judgement.Of(Verdict.Block, ReasonCodes.RateLimitExceeded);
            },
        };
        gateway.Load(policy.Unit(PolicyPhase.Admission));

        var answer = await gateway.CallAsync(Hi);

        Assert.Equal((429, meter, "rate_limit_exceeded", "fake"), (answer.Status, answer.Error["type"]!.GetValue<string>(), answer.Error["code"]!.GetValue<string>(), answer.Error["policy"]!.GetValue<string>()));
        Assert.Equal(("100", "0", seconds == 12 ? "12s" : "6m0s"), (answer[$"x-ratelimit-limit-{meter}"], answer[$"x-ratelimit-remaining-{meter}"], answer[$"x-ratelimit-reset-{meter}"]));
        Assert.Equal((retryAfter, retryable ? null : "false"), (answer["retry-after"], answer["x-should-retry"]));
        Assert.Empty(gateway.Upstream.Calls);
        Assert.Equal([0L], policy.Endings);
        var recorded = await gateway.EventAsync();
        Assert.Equal(("refusal", "block", "rate_limit_exceeded", 429), (recorded.EventType, recorded.Verdict, recorded.ReasonCode, recorded.Status));
    }

    [Fact]
    public async Task Call_TooManyAtOnce_NamesNoLimitThatIsUsedUp()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Load(new FakePolicies { OnAdmit = (_, _) => Judgement.Of(Verdict.Block, ReasonCodes.RateLimitExceeded) }.Unit(PolicyPhase.Admission));
        var answer = await gateway.CallAsync(Hi);
        Assert.Equal((429, "requests", "1", null), (answer.Status, answer.Error["type"]!.GetValue<string>(), answer["retry-after"], answer["x-should-retry"]));
        Assert.DoesNotContain(answer.Headers.Keys, name => name.StartsWith("x-ratelimit", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Hi)]
    [InlineData(HiStream)]
    public async Task Call_WithinItsLimits_SaysWhereItStandsAndEndsWithItsTokens(string body)
    {
        await using var gateway = await TestGateway.StartAsync();
        var policy = new FakePolicies
        {
            OnAdmit = (call, _) =>
            {
                call.Report(new RateLimitState("requests", 100, 99, TimeSpan.FromMilliseconds(200)));
                call.Report(new RateLimitState("requests", 10, 9, TimeSpan.FromHours(24)));
                call.Report(new RateLimitState("tokens", 5000, 4000, TimeSpan.FromSeconds(59.5)));
                return Judgement.Pass;
            },
        };
        gateway.Load(policy.Unit(PolicyPhase.Admission));
        var answer = await gateway.CallAsync(body);
        Assert.Equal(("10", "9", "24h0m0s"), (answer["x-ratelimit-limit-requests"], answer["x-ratelimit-remaining-requests"], answer["x-ratelimit-reset-requests"]));
        Assert.Equal(("5000", "4000", "1m0s"), (answer["x-ratelimit-limit-tokens"], answer["x-ratelimit-remaining-tokens"], answer["x-ratelimit-reset-tokens"]));
        Assert.Equal([18L], policy.Endings);
    }

    [Theory]
    [InlineData(Verdict.Block, 400, "input_blocked")]
    [InlineData(Verdict.Escalate, 403, "escalation_required")]
    public async Task Call_RoleDenied_IsAPolicyViolation(Verdict verdict, int status, string code)
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Load(new FakePolicies { OnAdmit = (_, _) => Judgement.Of(verdict, ReasonCodes.RoleDenied, "The role `intern` may not.") }.Unit(PolicyPhase.Admission));
        var answer = await gateway.CallAsync(Hi);
        Assert.Equal((status, "policy_violation", code, "role_denied"), (answer.Status, answer.Error["type"]!.GetValue<string>(), answer.Error["code"]!.GetValue<string>(), answer.Error["reason_code"]!.GetValue<string>()));
        Assert.Equal((answer["x-request-id"], "false"), (answer.Error["request_id"]!.GetValue<string>(), answer["x-should-retry"]));
        Assert.StartsWith("The role `intern` may not.", answer.Error["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal((await gateway.EventAsync()).EscalationId, answer.Error["escalation_id"]?.GetValue<string>());
    }

    [Fact]
    public async Task Call_PolicyThatFails_BlocksAndNamesTheErrorInTheEventOnly()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Load(new FakePolicies { OnAdmit = (_, _) => throw new FormatException("hi") }.Unit(PolicyPhase.Admission));
        var answer = await gateway.CallAsync(Hi);
        Assert.Equal((400, "input_blocked", "policy_error"), (answer.Status, answer.Error["code"]!.GetValue<string>(), answer.Error["reason_code"]!.GetValue<string>()));
        Assert.DoesNotContain("FormatException", answer.Body, StringComparison.Ordinal);
        Assert.Equal("FormatException", (await gateway.EventAsync()).PolicyResults.Single().Error);
    }

    [Fact]
    public async Task Call_Facts_AreTheKeysAndTheConnections()
    {
        await using var gateway = await TestGateway.StartAsync();
        var policy = new FakePolicies();
        gateway.Load(policy.Unit(PolicyPhase.Admission));
        var token = gateway.Add(Calls.Key with { Roles = ["analyst", "reader"] });
        await gateway.CallAsync(
            """
            {"model":"gpt-4o","messages":[
              {"role":"user","content":"hi"},
              {"role":"assistant","tool_calls":[{"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"b","type":"custom","custom":{"name":"g","input":"x"}}]},
              {"role":"tool","tool_call_id":"a","content":"1"},
              {"role":"assistant","function_call":{"name":"h","arguments":"{}"}}]}
            """, token);
        var call = policy.Calls.Single();
        Assert.Equal(["analyst", "reader"], call.Context.Roles);
        Assert.Equal(("127.0.0.1", 3), (call.Context.Ip, call.EarlierToolCalls));
        Assert.Same(gateway.Time, call.Services.Time);
        Assert.Equal(TestGateway.ProviderKey, call.Services.Secrets(new SecretReference("env", "UPSTREAM_KEY")));
    }

    [Fact]
    public async Task Call_RefusedFurtherOn_EndsWithoutTokens()
    {
        await using var gateway = await TestGateway.StartAsync();
        var policy = new FakePolicies { OnText = _ => Judgement.Of(Verdict.Block, "no") };
        gateway.Load(policy.Unit(PolicyPhase.Admission, PolicyPhase.Input));
        Assert.Equal(400, (await gateway.CallAsync(Hi)).Status);
        Assert.Equal([0L], policy.Endings);
    }

    [Fact]
    public async Task Call_ProviderRefuses_EndsWithoutTokens()
    {
        await using var gateway = await TestGateway.StartAsync();
        var policy = new FakePolicies();
        gateway.Load(policy.Unit(PolicyPhase.Admission));
        gateway.Upstream.Reply = HttpReply.Error(400, "no", "bad");
        Assert.Equal(400, (await gateway.CallAsync(Hi)).Status);
        Assert.Equal([0L], policy.Endings);
    }

    [Fact]
    public async Task Stream_CallerHangsUp_EndsOnceWithWhatWasUsed()
    {
        await using var gateway = await TestGateway.StartAsync();
        var policy = new FakePolicies();
        gateway.Load(policy.Unit(PolicyPhase.Admission));
        gateway.Upstream.Reply = new ChatReply { Ending = ReplyEnding.Stall };
        using (var response = await gateway.SendAsync(HiStream, cancellationToken: TestContext.Current.CancellationToken))
        {
            var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            Assert.True(await stream.ReadAsync(new byte[10], TestContext.Current.CancellationToken) > 0);
        }

        Assert.Equal("cancelled", (await gateway.EventAsync()).Outcome);
        Assert.True(policy.Endings.Single() > 0);
    }

    [Fact]
    public async Task Routing_NoTargetAllowed_RefusesAndNothingLeaves()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Load(new FakePolicies { OnTarget = _ => false }.Unit(PolicyPhase.Routing));
        var answer = await gateway.CallAsync(Hi);
        Assert.Equal((400, "policy_violation", "input_blocked", "no_compliant_provider"), (answer.Status, answer.Error["type"]!.GetValue<string>(), answer.Error["code"]!.GetValue<string>(), answer.Error["reason_code"]!.GetValue<string>()));
        Assert.Empty(gateway.Upstream.Calls);
        var recorded = await gateway.EventAsync();
        Assert.Equal(("routing", "block"), (recorded.PolicyResults.Single().Phase, recorded.PolicyResults.Single().Verdict));
    }

    [Fact]
    public async Task Routing_OnlyTheSecondTargetAllowed_ItAnswers()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Load(TestGateway.Yaml(gateway.Upstream, null).Replace("- { id: mock,", "- { id: first, provider: echo, models: [gpt-4o] }\n    - { id: mock,", StringComparison.Ordinal));
        gateway.Load(new FakePolicies { OnTarget = target => target.Id == "mock" }.Unit(PolicyPhase.Routing));
        Assert.Equal(200, (await gateway.CallAsync(Hi)).Status);
        Assert.Single(gateway.Upstream.Calls);
        Assert.Equal("mock", (await gateway.EventAsync()).Provider);
    }
}
