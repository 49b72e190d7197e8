using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Pipeline;

/// <summary>What follows a failed attempt, over real sockets.</summary>
public sealed class FallbackTests
{
    private const string Fallback = "fallback: {}";
    private const string Budget = "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 50 }] }";

    public static TheoryData<string, string> Failures() => new()
    {
        { "429", "rate_limit" },
        { "500", "server_error" },
        { "503", "server_error" },
        { "529", "server_error" },
        { "302", "server_error" },
        { "408", "timeout" },
        { "html", "server_error" },
        { "silence", "timeout" },
        { "unreachable", "server_error" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Whole_FirstTargetFails_TheSecondAnswers(string failure, string trigger)
    {
        await using var routed = await RoutedGateway.StartAsync($"fallback: {{ triggers: [{trigger}] }}", "timeouts: { first_byte_seconds: 20 }");
        await FailAsync(routed, failure);
        var answer = await routed.CallAsync();
        Assert.Equal((200, "Hello from upstream."), (answer.Status, answer.Json["choices"]![0]!["message"]!["content"]!.GetValue<string>()));
        Assert.Equal(1, routed.Asked.Second);
        var recorded = await routed.Gateway.EventAsync();
        Assert.Equal(("second", "completed", 200), (recorded.Provider, recorded.Outcome, recorded.Status));
        Assert.Equal([$"first {trigger}", "second answered"], RoutedGateway.Attempts(recorded));
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Stream_FirstTargetFails_TheSecondAnswers(string failure, string trigger)
    {
        await using var routed = await RoutedGateway.StartAsync($"fallback: {{ triggers: [{trigger}] }}", "timeouts: { first_byte_seconds: 20 }");
        await FailAsync(routed, failure);
        var answer = await routed.CallAsync(RoutedGateway.HiStreamed);
        Assert.Equal((200, "Hello from upstream.", "[DONE]", false), (answer.Status, answer.Said, answer.Events[^1], answer.WasCut));
        Assert.Equal([$"first {trigger}", "second answered"], RoutedGateway.Attempts(await routed.Gateway.EventAsync()));
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Call_FailureIsNoTrigger_TheSecondIsNotAsked(string failure, string trigger)
    {
        string[] others = [.. new[] { "rate_limit", "server_error", "timeout" }.Where(other => other != trigger)];
        await using var routed = await RoutedGateway.StartAsync($"fallback: {{ triggers: [{string.Join(", ", others)}] }}", "timeouts: { first_byte_seconds: 20 }");
        await FailAsync(routed, failure);
        Assert.NotEqual(200, (await routed.CallAsync()).Status);
        Assert.Equal(0, routed.Asked.Second);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task Call_ProviderRefusesTheCall_IsRelayedAtOnce(int status)
    {
        await using var routed = await RoutedGateway.StartAsync(Fallback);
        routed.First.Enqueue(HttpReply.Error(status, "no", "bad"));
        Assert.Equal(status, (await routed.CallAsync()).Status);
        Assert.Equal((1, 0), routed.Asked);
        Assert.Equal(["first refused"], RoutedGateway.Attempts(await routed.Gateway.EventAsync()));
    }

    [Fact]
    public async Task Stream_FirstEventIsAnError_TheSecondAnswers()
    {
        await using var routed = await RoutedGateway.StartAsync(Fallback);
        routed.First.Enqueue(new ChatReply { Ending = ReplyEnding.ErrorEvent, EndAfterEvents = 0 });
        var answer = await routed.CallAsync(RoutedGateway.HiStreamed);
        Assert.Equal((200, "Hello from upstream.", false), (answer.Status, answer.Said, answer.WasCut));
        Assert.DoesNotContain("overloaded", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReplyEnding.Abort)]
    [InlineData(ReplyEnding.EndWithoutDone)]
    [InlineData(ReplyEnding.ErrorEvent)]
    [InlineData(ReplyEnding.Stall)]
    public async Task Stream_FailsAfterPartialOutput_NobodyElseIsAsked(ReplyEnding ending)
    {
        await using var routed = await RoutedGateway.StartAsync(Fallback, "timeouts: { idle_seconds: 40 }");
        routed.First.Reply = new ChatReply { Ending = ending, EndAfterEvents = 1 };
        var answer = await routed.CallAsync(RoutedGateway.HiStreamed);
        Assert.Equal((200, true), (answer.Status, answer.WasCut));
        Assert.Equal((1, 0), routed.Asked);
    }

    [Fact]
    public async Task Stream_BufferedAnswerFailsInTheMiddle_NobodyElseIsAsked()
    {
        await using var routed = await RoutedGateway.StartAsync(Fallback, policy: "more: { kind: secret-detector, action: block, streaming: buffered }");
        routed.First.Reply = new ChatReply { Ending = ReplyEnding.Abort };
        Assert.Equal(502, (await routed.CallAsync(RoutedGateway.HiStreamed)).Status);
        Assert.Equal((1, 0), routed.Asked);
    }

    [Fact]
    public async Task Stream_SilentFor120Seconds_KeepsTheCallerAliveAndFallsBack()
    {
        await using var routed = await RoutedGateway.StartAsync(Fallback, "timeouts: { first_byte_seconds: 120 }");
        routed.First.Reply = new SilentReply();
        var calling = routed.Gateway.CallAsync(RoutedGateway.HiStreamed);
        await routed.First.WaitForRequestAsync(TestContext.Current.CancellationToken);
        var answer = await routed.Gateway.PassTimeAsync(calling, TimeSpan.FromSeconds(1));
        Assert.Equal((200, "Hello from upstream.", "[DONE]", false), (answer.Status, answer.Said, answer.Events[^1], answer.WasCut));
        Assert.InRange(answer.Body.Split(": keep-alive\n\n").Length - 1, 7, 8);
    }

    [Fact]
    public async Task Call_NobodyAnswers_TheLastErrorIsRelayedAndNotToBeRetried()
    {
        await using var routed = await RoutedGateway.StartAsync("fallback: { max_fallback_attempts: 1 }");
        (routed.First.Reply, routed.Second.Reply) = (HttpReply.Error(500, "one", "a"), HttpReply.Error(503, "two", "b") with { Headers = new Dictionary<string, string> { ["x-should-retry"] = "true" } });
        var answer = await routed.CallAsync();
        Assert.Equal((503, "two", "false", "upstream"), (answer.Status, answer.Error["message"]!.GetValue<string>(), answer["x-should-retry"], answer["x-keeptrusts-source"]));
        Assert.Equal((1, 1), routed.Asked);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(400)]
    public async Task Call_SecondTargetRefuses_IsNotToBeRetriedWhateverItSays(int status)
    {
        await using var routed = await RoutedGateway.StartAsync(Fallback);
        (routed.First.Reply, routed.Second.Reply) = (HttpReply.Error(500, "one", "a"), HttpReply.Error(status, "two", "b") with { Headers = new Dictionary<string, string> { ["x-should-retry"] = "true" } });
        var answer = await routed.CallAsync();
        Assert.Equal((status, "two", "false"), (answer.Status, answer.Error["message"]!.GetValue<string>(), answer["x-should-retry"]));
        routed.First.Reply = new ChatReply();
        Assert.Equal((200, null), await routed.CallAsync() is var served ? (served.Status, served["x-should-retry"]) : default);
        (routed.First.Reply, routed.Second.Reply) = (HttpReply.Error(500, "one", "a"), new ChatReply());
        Assert.Equal((200, null), await routed.CallAsync() is var second ? (second.Status, second["x-should-retry"]) : default);
    }

    [Fact]
    public async Task Call_NobodyAnswersInTime_Is504AndNotToBeRetried()
    {
        await using var routed = await RoutedGateway.StartAsync(Fallback, "timeouts: { first_byte_seconds: 20 }", "timeouts: { first_byte_seconds: 20 }");
        routed.First.Reply = routed.Second.Reply = new SilentReply();
        var answer = await routed.CallAsync();
        Assert.Equal((504, "upstream_timeout", "false"), (answer.Status, answer.Error["code"]!.GetValue<string>(), answer["x-should-retry"]));
        Assert.Equal((1, 1), routed.Asked); // What timed out is owed for and slow: it is not asked once more.
    }

    [Fact]
    public async Task Call_OnlyTargetFailsAndNoFallback_LeavesRetryingToTheCaller()
    {
        await using var routed = await RoutedGateway.StartAsync("routing: {}", second: null);
        routed.First.Reply = HttpReply.Error(500, "one", "a");
        var answer = await routed.CallAsync();
        Assert.Equal((500, null), (answer.Status, answer["x-should-retry"]));
        Assert.Equal(1, routed.Asked.First);
    }

    [Fact]
    public async Task Call_OnlyTargetFails_IsAskedAgainAfterAWhile()
    {
        await using var routed = await RoutedGateway.StartAsync(Fallback, second: null);
        routed.First.Enqueue(HttpReply.Error(500, "one", "a"), HttpReply.Error(429, "two", "b"), HttpReply.Error(503, "three", "c"));
        var calling = routed.Gateway.CallAsync(RoutedGateway.Hi);
        await routed.First.WaitForRequestAsync(TestContext.Current.CancellationToken);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.Equal(1, routed.Asked.First); // No time has passed.
        Assert.Equal(200, (await routed.Gateway.PassTimeAsync(calling, TimeSpan.FromMilliseconds(100))).Status);
        Assert.Equal(4, routed.Asked.First);
        Assert.Equal(["first server_error", "first rate_limit", "first server_error", "first answered"], RoutedGateway.Attempts(await routed.Gateway.EventAsync()));
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(6, 1)]
    public async Task Call_RetryAfter_IsWaitedForWithinReason(int seconds, int asked)
    {
        await using var routed = await RoutedGateway.StartAsync(Fallback, second: null);
        routed.First.Enqueue(HttpReply.Error(429, "slow down", "rate_limit_exceeded", seconds));
        var begun = routed.Gateway.Time.GetUtcNow();
        var answer = await routed.CallAsync();
        Assert.Equal((asked == 2 ? 200 : 429, asked), (answer.Status, routed.Asked.First));
        Assert.Equal(asked == 2, routed.Gateway.Time.GetUtcNow() - begun >= TimeSpan.FromSeconds(seconds));
        Assert.Equal(asked == 2 ? null : "6", answer["retry-after"]);
    }

    [Fact]
    public async Task Call_ProviderSaysNotToRetry_IsNotAskedAgain()
    {
        await using var routed = await RoutedGateway.StartAsync(Fallback, second: null);
        routed.First.Reply = HttpReply.Error(500, "one", "a") with { Headers = new Dictionary<string, string> { ["x-should-retry"] = "false" } };
        Assert.Equal((500, "false"), await routed.CallAsync() is var answer ? (answer.Status, answer["x-should-retry"]) : default);
        Assert.Equal(1, routed.Asked.First);
    }

    [Fact]
    public async Task Call_NoMoneyForAnotherAttempt_TheFirstFailureStands()
    {
        await using var routed = await RoutedGateway.StartAsync(Fallback, second: "pricing: { gpt-4o: { input_per_1m_usd: 2500, output_per_1m_usd: 10000 } }", policy: "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 0.5 }] }");
        routed.First.Reply = HttpReply.Error(500, "one", "a");
        const string Limited = """{"model":"gpt-4o","max_tokens":1000,"messages":[{"role":"user","content":"hi"}]}""";
        var answer = await routed.CallAsync(Limited);
        Assert.Equal((500, 0), (answer.Status, routed.Asked.Second));
        Assert.Equal(0, (await routed.Gateway.EventAsync()).CostUsd);
    }

    [Fact]
    public async Task Call_FirstTimesOut_BothAttemptsAreOwedFor()
    {
        await using var routed = await RoutedGateway.StartAsync(Fallback, "timeouts: { first_byte_seconds: 20 }", policy: Budget);
        routed.First.Reply = new SilentReply();
        var answer = await routed.CallAsync();
        var recorded = await routed.Gateway.EventAsync();
        Assert.Equal((200, 2), (answer.Status, recorded.Attempts!.Count));
        Assert.True(recorded.Attempts[0].CostUsd > 0.04m);
        Assert.Equal(0.0000975m, recorded.Attempts[1].CostUsd);
        Assert.Equal((50 - recorded.CostUsd).ToString("0.#########", System.Globalization.CultureInfo.InvariantCulture), answer["x-keeptrusts-budget-remaining-usd"]);
        Assert.Equal(recorded.Attempts.Sum(attempt => attempt.CostUsd), recorded.CostUsd);
        Assert.Equal(recorded.CostUsd.ToString("0.#########", System.Globalization.CultureInfo.InvariantCulture), answer["x-keeptrusts-cost-usd"]);
    }

    [Fact]
    public async Task Call_DataRoutingExcludesTheSecond_ItIsNeverAsked()
    {
        await using var routed = await RoutedGateway.StartAsync(Fallback, "data_policy: { zero_data_retention: true, training_opt_out: true, retention_days: 0 }", policy: "data-routing-policy: { require_zero_data_retention: true }");
        routed.First.Reply = HttpReply.Error(400 + 29, "slow down", "x", 30);
        Assert.Equal(429, (await routed.CallAsync()).Status);
        Assert.Equal((1, 0), routed.Asked);
    }

    [Fact]
    public async Task Call_EchoIsTheOnlyOther_IsNoFallback()
    {
        await using var routed = await RoutedGateway.StartAsync(Fallback, second: null, third: "{ id: parrot, provider: echo }");
        routed.First.Reply = HttpReply.Error(429, "slow down", "x", 30);
        Assert.Equal(429, (await routed.CallAsync()).Status);
        routed.Gateway.Secrets.Values.Clear();
        Assert.Equal("no_target_available", (await routed.CallAsync()).Error["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task Call_FirstHasNoKey_TheSecondIsAsked()
    {
        await using var routed = await RoutedGateway.StartAsync("routing: {}", second: null, third: null);
        routed.Gateway.Load(TestGateway.Yaml(routed.First, null).Replace("targets:\n", $"targets:\n    - {{ id: keyless, provider: openai-compatible, base_url: \"{routed.Second.BaseUrl}\", secret_key_ref: {{ store: absent }} }}\n", StringComparison.Ordinal)
            .Replace("variables: {", "variables: { absent: { from: store },", StringComparison.Ordinal));
        Assert.Equal(200, (await routed.CallAsync()).Status);
        Assert.Equal((1, 0), routed.Asked);
    }

    [Fact]
    public async Task Call_CallerHangsUpWhileWaiting_NobodyElseIsAsked()
    {
        await using var routed = await RoutedGateway.StartAsync(Fallback, second: null);
        routed.First.Reply = HttpReply.Error(429, "slow down", "x", 4);
        using var leaving = new CancellationTokenSource();
        var calling = routed.Gateway.SendAsync(RoutedGateway.Hi, cancellationToken: leaving.Token);
        await routed.First.WaitForRequestAsync(TestContext.Current.CancellationToken);
        await Task.Delay(50, TestContext.Current.CancellationToken);
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calling);
        Assert.Equal("cancelled", (await routed.Gateway.EventAsync()).Outcome);
        Assert.Equal(1, routed.Asked.First);
    }

    private static async Task FailAsync(RoutedGateway routed, string failure)
    {
        if (failure == "unreachable")
        {
            await routed.First.DisposeAsync();
            return;
        }

        routed.First.Reply = failure switch
        {
            "html" => HttpReply.Html(),
            "silence" => new SilentReply(),
            _ => HttpReply.Error(int.Parse(failure, System.Globalization.CultureInfo.InvariantCulture), "no", "failed"),
        };
    }
}
