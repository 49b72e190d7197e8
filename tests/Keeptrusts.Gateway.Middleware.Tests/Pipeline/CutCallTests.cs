using Keeptrusts.Gateway.Middleware.Authentication;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Keys;
using Keeptrusts.Testing;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Pipeline;

/// <summary>Calls whose key is revoked at once while they run.</summary>
public sealed class CutCallTests
{
    private const string Streamed = """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}],"stream":true}""";
    private const string Whole = """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}""";
    private const string Budget = "cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 50 }] }";

    [Fact]
    public async Task Stream_Cut_EndsWithAnErrorAndNoEndMark()
    {
        await using var gateway = await TestGateway.StartAsync(more: Budget);
        gateway.Upstream.Reply = new ChatReply { Ending = ReplyEnding.Stall };
        using var response = await gateway.SendAsync(Streamed, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(1, gateway.Open.Cut(Calls.Key.Id));
        var answer = await ClientAnswer.ReadAsync(response);
        Assert.Equal((200, true, "key_revoked"), (answer.Status, answer.WasCut, answer.LastError["code"]!.GetValue<string>()));
        Assert.DoesNotContain("[DONE]", answer.Body, StringComparison.Ordinal);
        await gateway.Upstream.Calls.Single().Cancelled.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        var recorded = await gateway.EventAsync();
        Assert.Equal((Outcomes.Cut, 200, "key_revoked", true), (recorded.Outcome, recorded.Status, recorded.ErrorCode, recorded.Usage?.Estimated));
        Assert.InRange(recorded.CostUsd, 0.0409m, 0.0415m);
    }

    [Theory]
    [InlineData(Whole, "{ action: redact }")]
    [InlineData(Streamed, "{ action: redact }")]
    [InlineData(Streamed, "{ action: block, streaming: buffered }")]
    public async Task Call_CutBeforeAnythingWasSent_Gets401(string body, string pii)
    {
        await using var gateway = await TestGateway.StartAsync(pii, more: Budget);
        gateway.Upstream.Reply = new SilentReply();
        var calling = gateway.CallAsync(body);
        await gateway.Upstream.WaitForRequestAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, gateway.Open.Cut(Calls.Key.Id));
        var answer = await calling;
        Assert.Equal((401, "key_revoked", "invalid_request_error", "false"), (answer.Status, answer.Error["code"]!.GetValue<string>(), answer.Error["type"]!.GetValue<string>(), answer["x-should-retry"]));
        await gateway.Upstream.Calls.Single().Cancelled.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        var recorded = await gateway.EventAsync();
        Assert.Equal((Outcomes.Cut, 401, "key_revoked"), (recorded.Outcome, recorded.Status, recorded.ErrorCode));
    }

    [Fact]
    public async Task Cut_OtherKeysAndEndedCalls_AreLeftAlone()
    {
        await using var gateway = await TestGateway.StartAsync();
        await gateway.CallAsync(Whole);
        Assert.Equal(0, gateway.Open.Cut(Calls.Key.Id));
        var other = gateway.Add(Calls.Key with { Id = "key_2" });
        gateway.Upstream.Reply = new ChatReply { Ending = ReplyEnding.Stall };
        using var mine = await gateway.SendAsync(Streamed, cancellationToken: TestContext.Current.CancellationToken);
        using var theirs = await gateway.SendAsync(Streamed, other, TestContext.Current.CancellationToken);
        Assert.Equal(0, gateway.Open.Cut("key_3"));
        Assert.Equal(1, gateway.Open.Cut("key_2"));
        Assert.True((await ClientAnswer.ReadAsync(theirs)).WasCut);
        Assert.Equal(Outcomes.Cut, (await gateway.EventAsync(2)).Outcome);
        Assert.Equal(1, gateway.Open.Cut(Calls.Key.Id));
        Assert.True((await ClientAnswer.ReadAsync(mine)).WasCut);
    }

    [Fact]
    public async Task Cut_CallerWhoDoesNotRead_IsSettledAtOnce()
    {
        await using var gateway = await TestGateway.StartAsync();
        gateway.Upstream.Reply = new ChatReply { Text = new string('x', 8_000_000), Cuts = [100_000], Ending = ReplyEnding.Stall };
        using var response = await gateway.SendAsync(Streamed, cancellationToken: TestContext.Current.CancellationToken);
        await gateway.Upstream.WaitForRequestAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, gateway.Open.Cut(Calls.Key.Id));
        Assert.Equal(Outcomes.Cut, (await gateway.EventAsync()).Outcome);
    }

    [Fact]
    public void Enter_RevokedAndCutBetweenLookUpAndEntry_IsRefused()
    {
        var random = new byte[GatewayKey.RandomByteCount];
        var key = GatewayKey.Create(KeyKind.Gateway, random);
        var open = new OpenCalls();
        var authentication = new KeyAuthentication(new RevokingStore(open), open, TimeProvider.System);
        using var end = new CallEnd(CancellationToken.None);
        Assert.True(authentication.Enter(Calls.Inbound(end, "Bearer " + key.Reveal())).Refused(out var refusal, out _));
        Assert.Equal("key_revoked", refusal.Code);
        Assert.Equal((false, 0), (end.IsCut, open.Cut(Calls.Key.Id)));
    }

    [Fact]
    public void End_HungUpFirst_IsNoCut()
    {
        using var caller = new CancellationTokenSource();
        using var end = new CallEnd(caller.Token);
        caller.Cancel();
        end.Cut();
        Assert.Equal((false, true), (end.IsCut, end.Either.IsCancellationRequested));
    }

    [Fact]
    public void ComingAndGoing_OnceWarm_AllocatesNothing()
    {
        var open = new OpenCalls();
        using var end = new CallEnd(CancellationToken.None);
        Assert.Equal(0, Allocation.Least(() =>
        {
            open.Enter(end, "key_1");
            open.Leave(end, "key_1");
        }));
    }

    // The first look-up finds the key; before it can enter, it is revoked and its calls are cut.
    private sealed class RevokingStore(OpenCalls open) : IKeyStore
    {
        private bool _revoked;

        public KeyRecord? Find(ReadOnlySpan<byte> sha256)
        {
            var found = _revoked ? Calls.Key with { RevokedAt = DateTimeOffset.UnixEpoch } : Calls.Key;
            if (!_revoked)
            {
                _revoked = true;
                open.Cut(Calls.Key.Id);
            }

            return found;
        }

        public void MarkUsed(KeyRecord key, DateTimeOffset at)
        {
        }
    }
}
