using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Pipeline;

public sealed class StreamedCallTests
{
    private const string Hi = """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"stream":true}""";
    private const string Budget = "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 50 }] }";

    [Theory]
    [InlineData(1, false, false, false)]
    [InlineData(3, true, true, false)]
    [InlineData(7, true, true, true)]
    [InlineData(100, false, true, true)]
    public async Task Stream_AnyFraming_IsRedactedAndEnds(int cut, bool carriageReturns, bool comments, bool multiLine)
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Upstream.Reply = new ChatReply { Text = "é write to ann@example.com or 4111 1111 1111 1111, 😀", Cuts = [cut], Framing = new() { CarriageReturns = carriageReturns, Comments = comments, MultiLine = multiLine, BytesPerWrite = cut } };
        var answer = await gateway.CallAsync(Hi);
        Assert.Equal((200, false, "[DONE]"), (answer.Status, answer.WasCut, answer.Events[^1]));
        Assert.StartsWith("text/event-stream", answer["content-type"], StringComparison.Ordinal);
        Assert.Null(answer["x-keeptrusts-cost-usd"]);
        Assert.DoesNotContain("usage", answer.Body, StringComparison.Ordinal);
        var recorded = await gateway.EventAsync();
        Assert.Equal(("completed", "redact", 11), (recorded.Outcome, recorded.Verdict, recorded.Usage!.Prompt));
        Assert.Equal("é write to [EMAIL_ADDRESS] or [CREDIT_CARD], 😀", answer.Said);
    }

    [Fact]
    public async Task Stream_NoUsageFromUpstream_IsCountedHere()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Upstream.Reply = new ChatReply { PromptTokens = null };
        await gateway.CallAsync(Hi);
        var usage = (await gateway.EventAsync()).Usage!;
        Assert.True(usage is { Estimated: true, Prompt: > 3, Completion: > 2 });
    }

    [Theory]
    [InlineData(ReplyEnding.Abort, "upstream_cut")]
    [InlineData(ReplyEnding.EndWithoutDone, "upstream_cut")]
    [InlineData(ReplyEnding.ErrorEvent, "overloaded")]
    public async Task Stream_UpstreamEndsBadly_ErrorEventThenCut(ReplyEnding ending, string code)
    {
        await using var gateway = await TestGateway.StartAsync(more: Budget);
        gateway.Upstream.Reply = new ChatReply { Ending = ending };
        var answer = await gateway.CallAsync(Hi);
        Assert.Equal((200, true, code), (answer.Status, answer.WasCut, answer.LastError["code"]!.GetValue<string>()));
        Assert.DoesNotContain("[DONE]", answer.Body, StringComparison.Ordinal);
        var recorded = await gateway.EventAsync();
        Assert.Equal("failed", recorded.Outcome);
        Assert.True(recorded is { CostUsd: > 0.04m, Usage.Estimated: true });
    }

    [Fact]
    public async Task Stream_HtmlInA200_IsAnErrorWithItsStatus()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Upstream.Enqueue(HttpReply.Html());
        var answer = await gateway.CallAsync(Hi);
        Assert.Equal((502, "upstream_invalid_response"), (answer.Status, answer.Error["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Stream_Blocked_ContentFilterThenErrorThenCut()
    {
        await using var gateway = await TestGateway.StartAsync("{ action: block }");
        gateway.Upstream.Reply = new ChatReply { Text = "write to ann@example.com please" };
        var answer = await gateway.CallAsync(Hi);
        Assert.Equal((true, "write to ", "output_blocked"), (answer.WasCut, answer.Said, answer.LastError["code"]!.GetValue<string>()));
        Assert.Contains("\"finish_reason\":\"content_filter\"", answer.Events[^2], StringComparison.Ordinal);
        var recorded = await gateway.EventAsync();
        Assert.Equal(("block", "cut", "content_filter", "output_blocked"), (recorded.Verdict, recorded.Outcome, recorded.FinishReason, recorded.ErrorCode));
    }

    [Fact]
    public async Task Stream_BufferedAndBlocked_ShowsNothingAndHasItsStatus()
    {
        await using var gateway = await TestGateway.StartAsync("{ action: block, streaming: buffered }");
        gateway.Upstream.Enqueue(new ChatReply { Text = "write to ann@example.com please" }, new ChatReply { Text = "fine" });
        var blocked = await gateway.CallAsync(Hi);
        Assert.Equal((400, "output_blocked"), (blocked.Status, blocked.Error["code"]!.GetValue<string>()));
        Assert.DoesNotContain("write", blocked.Body, StringComparison.Ordinal);
        var fine = await gateway.CallAsync(Hi);
        Assert.Equal((200, "fine", "[DONE]", false), (fine.Status, fine.Said, fine.Events[^1], fine.WasCut));
    }

    [Theory]
    [InlineData("{ action: redact }")]
    [InlineData("{ action: redact, streaming: buffered }")]
    public async Task Stream_SilentUpstream_KeepsAliveThenTimesOut(string pii)
    {
        await using var gateway = await TestGateway.StartAsync(pii);
        gateway.Upstream.Reply = new SilentReply();
        var answer = await gateway.PassTimeAsync(gateway.CallAsync(Hi), TimeSpan.FromSeconds(1));
        Assert.Equal((200, true, "upstream_timeout"), (answer.Status, answer.WasCut, answer.LastError["code"]!.GetValue<string>()));
        Assert.InRange(answer.Body.Split(": keep-alive\n\n").Length - 1, 3, 4); // The last one falls together with the limit.
    }

    [Fact]
    public async Task Stream_StallsInTheMiddle_TimesOutAtTheIdleLimit()
    {
        await using var gateway = await TestGateway.StartAsync(target: "timeouts: { idle_seconds: 40 }");
        gateway.Upstream.Reply = new ChatReply { Ending = ReplyEnding.Stall };
        var answer = await gateway.PassTimeAsync(gateway.CallAsync(Hi), TimeSpan.FromSeconds(1));
        Assert.Equal((true, "upstream_timeout"), (answer.WasCut, answer.LastError["code"]!.GetValue<string>()));
        Assert.Contains(": keep-alive\n\n", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_ErrorOfSeveralLinesAfterAKeepAlive_IsOneEvent()
    {
        await using var gateway = await TestGateway.StartAsync(target: "timeouts: { first_byte_seconds: 6000, total_seconds: 6000 }");
        gateway.Upstream.Reply = HttpReply.Json(500, "{\n  \"error\": {\r\n    \"message\": \"oops\"\n  }\n}") with { FirstByteDelay = TimeSpan.FromSeconds(0.5) };
        var answer = await gateway.PassTimeAsync(gateway.CallAsync(Hi), TimeSpan.FromSeconds(2));
        Assert.StartsWith(": keep-alive", answer.Body, StringComparison.Ordinal);
        Assert.Equal((true, "oops"), (answer.WasCut, answer.LastError["message"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Stream_JournalGoneBeforeTheEnd_NoTerminalEvent()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Journal.Dispose();
        var answer = await gateway.CallAsync(Hi);
        Assert.Equal((true, "audit_unavailable"), (answer.WasCut, answer.LastError["code"]!.GetValue<string>()));
        Assert.DoesNotContain("[DONE]", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_CallerHangsUp_UpstreamIsCancelledAndTheBoundIsOwed()
    {
        await using var gateway = await TestGateway.StartAsync(more: Budget);
        gateway.Upstream.Reply = new ChatReply { Ending = ReplyEnding.Stall };
        using (var response = await gateway.SendAsync(Hi, cancellationToken: TestContext.Current.CancellationToken))
        {
            await using var stream = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            Assert.True(await stream.ReadAsync(new byte[10], TestContext.Current.CancellationToken) > 0);
        }

        await gateway.Upstream.Calls.Single().Cancelled.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        var recorded = await gateway.EventAsync();
        Assert.Equal((Outcomes.Cancelled, 499, true), (recorded.Outcome, recorded.Status, recorded.Usage?.Estimated));
        Assert.InRange(recorded.CostUsd, 0.0409m, 0.0415m);
    }

    [Fact]
    public async Task Stream_HungUpBeforeTheHeaders_IsCancelledToo()
    {
        await using var gateway = await TestGateway.StartAsync(more: Budget);
        gateway.Upstream.Reply = new SilentReply();
        using var stop = new CancellationTokenSource();
        var calling = gateway.SendAsync(Hi, cancellationToken: stop.Token);
        await gateway.Upstream.WaitForRequestAsync(TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => calling);
        await gateway.Upstream.Calls.Single().Cancelled.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.Equal(Outcomes.Cancelled, (await gateway.EventAsync()).Outcome);
    }
}
