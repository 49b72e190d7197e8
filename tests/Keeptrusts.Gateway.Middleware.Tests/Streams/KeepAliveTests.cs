using Keeptrusts.Gateway.Middleware.Tests.FailureModes;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Streams;

/// <summary>Streams that are idle, and what may still follow.</summary>
public sealed class KeepAliveTests(EveryFace gateway) : IClassFixture<EveryFace>
{
    private const string Patient = "timeouts: { first_byte_seconds: 100, idle_seconds: 100, total_seconds: 1000 }";

    [Theory, MemberData(nameof(Faces.Names), MemberType = typeof(Faces))]
    public async Task Idle_InTheMiddle_CommentsEachIntervalBetweenEvents(string name)
    {
        gateway.Begin(target: Patient);
        var face = Faces.Of(name);
        face.Say(gateway.Upstream, "Once upon a time there was a tale.", 4, ReplyEnding.Stall);
        var answer = await PassAsync(gateway.CallAsync(face, face.Body("hi", stream: true)));
        var begun = answer.Body.IndexOf("Once", StringComparison.Ordinal);
        Assert.InRange(answer.Body[begun..].Split(face.KeepAlive).Length - 1, 6, 7);
        Assert.Equal(name == "messages" ? 1 : 0, answer.Body[..begun].Split(face.KeepAlive).Length - 1); // This provider pings, too.
        Assert.Equal("upstream_timeout", Face.Code(answer));

        // With the comments taken out, it is the stream as it was: none stands inside an event.
        Assert.All(answer.Body.Replace(face.KeepAlive, "", StringComparison.Ordinal).Split("\n\n", StringSplitOptions.RemoveEmptyEntries), frame => Assert.Matches("^(event: [a-z._]+\n)?data: \\{.*\\}$", frame));
    }

    [Theory, MemberData(nameof(Faces.Names), MemberType = typeof(Faces))]
    public async Task Idle_InTheMiddleOfAnUpstreamEvent_CommentsStandBetweenEvents(string name)
    {
        await using var half = RawUpstream.Saying("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\nd\r\ndata: {\"id\":\"\r\n", closes: false);
        gateway.Begin(target: Patient, upstream: half.BaseUrl);
        var face = Faces.Of(name);
        var calling = gateway.CallAsync(face, face.Body("hi", stream: true));
        await half.WaitAsync();
        var answer = await PassAsync(calling);
        Assert.StartsWith(face.KeepAlive, answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"id\":\"\n", answer.Body, StringComparison.Ordinal);
        Assert.Equal("upstream_timeout", Face.Code(answer));
    }

    [Theory, MemberData(nameof(Faces.Names), MemberType = typeof(Faces))]
    public async Task Idle_ForTheCallerOnly_IsKeptAliveWhileUpstreamComments(string name)
    {
        await using var commenting = RawUpstream.Dripping("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n", ": working\n\n");
        gateway.Begin(target: "timeouts: { first_byte_seconds: 50, idle_seconds: 50, total_seconds: 100 }", upstream: commenting.BaseUrl);
        var face = Faces.Of(name);
        var answer = await PassAsync(gateway.CallAsync(face, face.Body("hi", stream: true)));
        Assert.InRange(answer.Body.Split(face.KeepAlive).Length - 1, 5, 7);
        Assert.Equal((200, "upstream_timeout"), (answer.Status, Face.Code(answer)));
    }

    [Fact]
    public async Task Idle_WhileAnAnswerIsBuffered_IsKeptAlive()
    {
        await using var talking = RawUpstream.Dripping("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n", "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"so \"}}]}\n\n");
        gateway.Begin("pii-detector: { action: redact, streaming: buffered }", "timeouts: { total_seconds: 100 }", upstream: talking.BaseUrl);
        var face = Faces.Of("chat");
        var answer = await PassAsync(gateway.CallAsync(face, face.Body("hi", stream: true)));
        Assert.InRange(answer.Body.Split(face.KeepAlive).Length - 1, 5, 7);
        Assert.DoesNotContain("so ", answer.Body, StringComparison.Ordinal);
        Assert.Equal("upstream_timeout", Face.Code(answer));
    }

    [Theory]
    [InlineData("chat", """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"name":"mail","arguments":"a"}}]}}]}""")]
    [InlineData("responses", """{"type":"response.function_call_arguments.delta","item_id":"fc_1","output_index":0,"delta":"a"}""")]
    public async Task Idle_WhileAToolCallWaits_IsKeptAlive(string name, string drop)
    {
        var opening = name == "responses" ? string.Concat(new ResponsesReply { Parts = [], ToolCalls = [new("1", "mail", "{}")] }.Events().Take(3).Select(data => $"data: {data}\n\n")) : "";
        await using var talking = RawUpstream.Dripping("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n" + opening, $"data: {drop}\n\n");
        gateway.Begin("agent-firewall: { blocked_tools: [delete_*] }", "timeouts: { total_seconds: 100 }", upstream: talking.BaseUrl);
        var face = Faces.Of(name);
        var answer = await PassAsync(gateway.CallAsync(face, face.Body("hi", stream: true)));
        Assert.InRange(answer.Body.Split(face.KeepAlive).Length - 1, 5, 7);
        Assert.Equal("upstream_timeout", Face.Code(answer));
    }

    [Fact]
    public async Task Idle_OverSeveralAttempts_IsKeptAlive()
    {
        // Each attempt is over before the interval is; the caller waits for all of them.
        await using var silent = RawUpstream.Silent();
        gateway.Begin(target: "timeouts: { first_byte_seconds: 10 }", fallback: true, upstream: silent.BaseUrl);
        var answering = new TaskCompletionSource();
        gateway.Spare.Silence = answering.Task;
        var face = Faces.Of("chat");
        var calling = gateway.CallAsync(face, face.Body("hi", stream: true));
        await silent.WaitAsync();
        var asked = gateway.Spare.WaitForRequestAsync(TestContext.Current.CancellationToken);
        await gateway.Gateway.PassTimeAsync(asked.ContinueWith(_ => true, TaskScheduler.Default), TimeSpan.FromSeconds(1));
        var waited = Task.Delay(TimeSpan.FromSeconds(10), gateway.Gateway.Time, TestContext.Current.CancellationToken);
        await gateway.Gateway.PassTimeAsync(waited.ContinueWith(_ => true, TaskScheduler.Default), TimeSpan.FromSeconds(1));
        answering.SetResult();
        var answer = await calling;
        Assert.Equal((200, "Hello from upstream."), (answer.Status, face.Said(answer)));
        Assert.StartsWith(face.KeepAlive, answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interval_OfZero_MeansNoComments()
    {
        await using var quiet = await TestGateway.StartAsync(target: Patient, configure: options => options.KeepAliveSeconds = 0);
        quiet.Upstream.Reply = new SilentReply();
        var calling = quiet.CallAsync(RoutedGateway.HiStreamed);
        await quiet.Upstream.WaitForRequestAsync(TestContext.Current.CancellationToken);
        var answer = await quiet.PassTimeAsync(calling, TimeSpan.FromSeconds(5));
        Assert.Equal((504, "upstream_timeout"), (answer.Status, answer.Error["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Interval_Configured_IsKept()
    {
        await using var frequent = await TestGateway.StartAsync(target: Patient, configure: options => options.KeepAliveSeconds = 5);
        frequent.Upstream.Reply = new SilentReply();
        var calling = frequent.CallAsync(RoutedGateway.HiStreamed);
        await frequent.Upstream.WaitForRequestAsync(TestContext.Current.CancellationToken);
        var answer = await frequent.PassTimeAsync(calling, TimeSpan.FromSeconds(1));
        Assert.InRange(answer.Body.Split(": keep-alive\n\n").Length - 1, 17, 20);
    }

    [Theory, MemberData(nameof(Faces.Names), MemberType = typeof(Faces))]
    public async Task Fallback_AfterCommentsButBeforeAnEvent_IsStillPossible(string name)
    {
        // The provider has sent its headers and comments, the gateway its own headers and comments: still nobody has heard an event.
        await using var commenting = RawUpstream.Saying("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n11\r\n: processing...\n\n\r\n", closes: false);
        gateway.Begin(target: "timeouts: { first_byte_seconds: 20, idle_seconds: 40 }", fallback: true, upstream: commenting.BaseUrl);
        var face = Faces.Of(name);
        face.Say(gateway.Spare, "Hello.", 3, ReplyEnding.Complete);
        var calling = gateway.CallAsync(face, face.Body("hi", stream: true));
        await commenting.WaitAsync();
        var answer = await PassAsync(calling);
        Assert.Equal((200, "Hello.", false), (answer.Status, face.Said(answer), answer.WasCut));
        Assert.Contains(face.KeepAlive, answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("processing", answer.Body, StringComparison.Ordinal);
        Assert.Single(gateway.Spare.Requests);
    }

    private Task<ClientAnswer> PassAsync(Task<ClientAnswer> calling) => gateway.Gateway.PassTimeAsync(calling, TimeSpan.FromSeconds(1));
}
