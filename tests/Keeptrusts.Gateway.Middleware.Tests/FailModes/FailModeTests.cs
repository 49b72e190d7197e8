using Keeptrusts.Gateway.Middleware.Tests.FailureModes;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.FailModes;

/// <summary>What the gateway stands on, taken away while it runs, and given back.</summary>
public sealed class FailModeTests(FailingGateway gateway) : IClassFixture<FailingGateway>
{
    [Theory, MemberData(nameof(Faces.BothWays), MemberType = typeof(Faces))]
    public async Task PolicySource_HasNothing_RefusesUntilItHas(string name, bool stream)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        var governing = gateway.Gateway.Policies.Current;
        gateway.Gateway.Policies.Current = null;
        await AssertRefusedAsync(face, stream, 503, "config_disabled");
        gateway.Gateway.Policies.Current = governing;
        await AssertServedAsync(face, stream);
    }

    [Theory, MemberData(nameof(Faces.BothWays), MemberType = typeof(Faces))]
    public async Task Configuration_Stale_IsRefusedAndSaidUntilItIsFresh(string name, bool stream)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        gateway.StaleSince = gateway.Gateway.Time.GetUtcNow();
        await AssertRefusedAsync(face, stream, 503, "config_stale");
        Assert.Equal((503, "not_ready"), await gateway.ReadyAsync() is var away ? (away.Status, (string?)away.Said["status"]) : default);
        gateway.StaleSince = null;
        await AssertServedAsync(face, stream);
        Assert.Equal("""{"status":"ready"}""", (await gateway.ReadyAsync()).Said.ToJsonString());
    }

    [Fact]
    public async Task BudgetStore_Away_ServesWithinTheLeaseThenRefusesThenServesAgain()
    {
        gateway.Begin(EveryFace.Budget);
        var face = Faces.Of("chat");
        const string Small = ",\"max_tokens\":100";
        const string Huge = ",\"max_tokens\":400000000";
        await AssertServedAsync(face, stream: false, Small); // It leases more than it needs.
        gateway.AuthorityAway = true;
        for (var i = 0; i < 10; i++)
        {
            await AssertServedAsync(face, i % 2 == 0, Small);
        }

        var beyond = await gateway.CallAsync(face, face.Body("hi", more: Huge));
        Assert.Equal((429, "budget_exceeded"), (beyond.Status, Face.Code(beyond)));
        Assert.Equal((200, "ready", "leases only", true), await gateway.ReadyAsync() is var away ? (away.Status, (string?)away.Said["status"], (string?)away.Said["budgets"], away.Said["budgets_since"] is not null) : default);

        // The lease runs out by itself, so that what nobody can account for is not spent twice.
        gateway.Gateway.Time.Advance(TimeSpan.FromSeconds(40));
        var late = await gateway.CallAsync(face, face.Body("hi", more: Small));
        Assert.Equal((429, "budget_exceeded"), (late.Status, Face.Code(late)));

        gateway.AuthorityAway = false;
        await AssertServedAsync(face, stream: false, Small);
        Assert.Equal("""{"status":"ready"}""", (await gateway.ReadyAsync()).Said.ToJsonString());
    }

    [Theory, MemberData(nameof(Faces.BothWays), MemberType = typeof(Faces))]
    public async Task Journal_Full_WithholdsTheAnswerUntilThereIsRoom(string name, bool stream)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        face.Say(gateway.Upstream, "Hello.", 3, ReplyEnding.Complete);
        gateway.DiskFull = true;
        var answer = await gateway.CallAsync(face, face.Body("hi", stream));
        var ready = await gateway.ReadyAsync();
        gateway.DiskFull = false;
        Assert.Equal((stream ? 200 : 503, stream, "audit_unavailable"), (answer.Status, answer.WasCut, Face.Code(answer)));
        Assert.DoesNotContain(face.EndMark, answer.Body, StringComparison.Ordinal);
        Assert.True(stream || !answer.Body.Contains("Hello", StringComparison.Ordinal));
        Assert.Equal((503, "the journal cannot be written"), (ready.Status, (string?)ready.Said["reason"]));
        Assert.Equal("""{"status":"ready"}""", (await gateway.ReadyAsync()).Said.ToJsonString());
        await AssertServedAsync(face, stream);
    }

    [Fact]
    public async Task Journal_FullUnderABudget_SendsNothingToTheProvider()
    {
        // What is held has to be on record before the call leaves, or a crash would forget it.
        gateway.Begin(EveryFace.Budget);
        var face = Faces.Of("chat");
        gateway.DiskFull = true;
        var answer = await gateway.CallAsync(face, face.Body("hi"));
        gateway.DiskFull = false;
        Assert.Equal((503, "audit_unavailable"), (answer.Status, Face.Code(answer)));
        Assert.Empty(gateway.Upstream.Requests);
        await AssertServedAsync(face, stream: false);
    }

    [Theory, MemberData(nameof(Faces.BothWays), MemberType = typeof(Faces))]
    public async Task Target_Away_FallbackAnswers(string name, bool stream)
    {
        var dead = RawUpstream.Silent();
        await dead.DisposeAsync();
        gateway.Begin(fallback: true, upstream: dead.BaseUrl);
        var face = Faces.Of(name);
        face.Say(gateway.Spare, "Hello.", 3, ReplyEnding.Complete);
        await AssertServedAsync(face, stream);
        Assert.Single(gateway.Spare.Requests);
    }

    [Fact]
    public async Task Target_AwayWithoutAnother_IsLeftAloneThenComesBack()
    {
        const string Hello = """{"choices":[{"index":0,"message":{"content":"Hello."},"finish_reason":"stop"}]}""";
        var dead = RawUpstream.Silent();
        var port = dead.BaseUrl.Port;
        await dead.DisposeAsync();
        gateway.Begin(upstream: new Uri($"http://127.0.0.1:{port}/v1"), providers: "circuit_breaker: { failure_threshold: 2, cooldown_seconds: 20 }");
        var face = Faces.Of("chat");
        await AssertRefusedAsync(face, stream: false, 502, "upstream_unreachable");
        await AssertRefusedAsync(face, stream: true, 502, "upstream_unreachable");
        var open = await gateway.CallAsync(face, face.Body("hi"));
        Assert.Equal((503, "no_target_available", "20"), (open.Status, Face.Code(open), open["retry-after"]));
        Assert.Equal((200, "failing, tried again in 20 s"), await gateway.ReadyAsync() is var away ? (away.Status, (string?)away.Said["targets"]!["openai"]) : default);

        await using var back = RawUpstream.Saying($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Hello.Length}\r\n\r\n{Hello}", port: port);
        gateway.Gateway.Time.Advance(TimeSpan.FromSeconds(20));
        var answer = await gateway.CallAsync(face, face.Body("hi"));
        Assert.Equal((200, "Hello."), (answer.Status, face.Text(answer.Json)));
        Assert.Equal("""{"status":"ready"}""", (await gateway.ReadyAsync()).Said.ToJsonString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Target_TakesNoConnection_TimesOutAtItsConnectLimitAndIsOwedNothing(bool stream)
    {
        using var deaf = await DeafListener.StartAsync();
        var face = Faces.Of("chat");
        gateway.Begin(EveryFace.Budget, "timeouts: { connect_seconds: 1 }", upstream: deaf.BaseUrl);
        var answer = await gateway.CallAsync(face, face.Body("hi", stream));
        Assert.Equal((504, "upstream_timeout"), (answer.Status, Face.Code(answer)));
        Assert.Equal(0, (await gateway.EventAsync(answer)).CostUsd);

        // Nothing was sent, so another target may be asked.
        gateway.Begin(EveryFace.Budget, "timeouts: { connect_seconds: 1 }", fallback: true, upstream: deaf.BaseUrl);
        await AssertServedAsync(face, stream);
        Assert.Single(gateway.Spare.Requests);
    }

    [Fact]
    public async Task TargetsKey_Missing_IsNoTargetUntilItIsThere()
    {
        gateway.Begin();
        var face = Faces.Of("chat");
        gateway.Gateway.Secrets.Values.Clear();
        await AssertRefusedAsync(face, stream: false, 503, "no_target_available");
        gateway.Gateway.Secrets.Values["UPSTREAM_KEY"] = TestGateway.ProviderKey;
        await AssertServedAsync(face, stream: false);
    }

    [Fact]
    public async Task Overload_MoreCallsThanFit_AreShedOnEveryFace()
    {
        gateway.Begin();
        gateway.Upstream.Silence = new TaskCompletionSource().Task;
        using var leaving = new CancellationTokenSource();
        var chat = Faces.Of("chat");
        var open = Enumerable.Range(0, FailingGateway.MostCalls).Select(_ => gateway.SendAsync(chat, chat.Body("hi"), leaving: leaving.Token)).ToList();
        for (var i = 0; i < open.Count; i++)
        {
            await gateway.Upstream.WaitForRequestAsync(TestContext.Current.CancellationToken);
        }

        foreach (var face in Faces.All)
        {
            foreach (var stream in (bool[])[false, true])
            {
                var shed = await gateway.CallAsync(face, face.Body("hi", stream));
                Assert.Equal((503, "overloaded", "1"), (shed.Status, Face.Code(shed), shed["retry-after"]));
            }
        }

        Assert.Equal((200, FailingGateway.MostCalls), ((await gateway.ReadyAsync()).Status, gateway.Upstream.Requests.Count));
        await leaving.CancelAsync();
        foreach (var call in open)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }

        gateway.Upstream.Silence = Task.CompletedTask;
        ClientAnswer answer;
        do
        {
            answer = await gateway.CallAsync(chat, chat.Body("hi")); // Who hung up leaves in a moment.
        }
        while (answer.Status == 503);
        Assert.Equal(200, answer.Status);
    }

    private async Task AssertRefusedAsync(Face face, bool stream, int status, string code)
    {
        var answer = await gateway.CallAsync(face, face.Body("hi", stream));
        Assert.Equal((status, code), (answer.Status, Face.Code(answer)));
        Assert.Empty(gateway.Upstream.Requests);
    }

    private async Task AssertServedAsync(Face face, bool stream, string more = "")
    {
        var answer = await gateway.CallAsync(face, face.Body("hi", stream, more));
        Assert.True((200, false) == (answer.Status, answer.WasCut), answer.Body);
        Assert.StartsWith("Hello", stream ? face.Said(answer) : face.Text(answer.Json), StringComparison.Ordinal);
    }
}
