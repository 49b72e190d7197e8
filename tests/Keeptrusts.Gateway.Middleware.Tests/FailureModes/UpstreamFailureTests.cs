using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.FailureModes;

/// <summary>Providers, and callers, that do not behave.</summary>
public sealed class UpstreamFailureTests(EveryFace gateway) : IClassFixture<EveryFace>
{
    private const string Patient = "timeouts: { first_byte_seconds: 120, idle_seconds: 120, total_seconds: 600 }";

    [Theory, MemberData(nameof(Faces.Names), MemberType = typeof(Faces))]
    public async Task PartialOutput_ThenFailure_IsNotRetried(string name)
    {
        gateway.Begin(fallback: true);
        var face = Faces.Of(name);
        foreach (var ending in (ReplyEnding[])[ReplyEnding.Abort, ReplyEnding.EndWithoutDone, ReplyEnding.ErrorEvent])
        {
            face.Say(gateway.Upstream, "Once upon a time there was a tale.", 4, ending);
            var answer = await gateway.CallAsync(face, face.Body("hi", stream: true));
            Assert.Equal((200, true), (answer.Status, answer.WasCut));
            Assert.StartsWith("Once", face.Said(answer), StringComparison.Ordinal);
        }

        Assert.Equal((3, 0), (gateway.Upstream.Requests.Count, gateway.Spare.Requests.Count));
    }

    [Theory, MemberData(nameof(Faces.BothWays), MemberType = typeof(Faces))]
    public async Task Failure_BeforeAnyOutput_IsTakenOverByTheFallback(string name, bool stream)
    {
        gateway.Begin(fallback: true);
        var face = Faces.Of(name);
        foreach (var failure in (MockReply[])[HttpReply.Html(), HttpReply.Error(500, "no", "x"), new EventsReply(["""{"error":{"message":"no","type":"server_error","code":"x"}}"""])])
        {
            face.Reply(gateway.Upstream, failure);
            face.Say(gateway.Spare, "Hello.", 3, ReplyEnding.Complete);
            var answer = await gateway.CallAsync(face, face.Body("hi", stream));
            Assert.Equal((200, "Hello.", false), (answer.Status, stream ? face.Said(answer) : face.Text(answer.Json), answer.WasCut));
        }

        Assert.Equal((3, 3), (gateway.Upstream.Requests.Count, gateway.Spare.Requests.Count));
    }

    [Theory, MemberData(nameof(Faces.BothWays), MemberType = typeof(Faces))]
    public async Task Html_InsideA200_IsAnErrorAndNotShown(string name, bool stream)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        foreach (var type in (string[])["text/html; charset=utf-8", "application/json", "text/event-stream"])
        {
            face.Reply(gateway.Upstream, HttpReply.Html() with { ContentType = type });
            var answer = await gateway.CallAsync(face, face.Body("hi", stream));
            Assert.Contains(Face.Code(answer), (string[])["upstream_invalid_response", "upstream_cut"]);
            Assert.True(answer.Status == 502 || (answer.Status == 200 && answer.WasCut), answer.Body);
            Assert.DoesNotContain("captive", answer.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(face.EndMark, answer.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("chat", """{"message":"not found"}""")]
    [InlineData("chat", """{"id":"x","choices":null}""")]
    [InlineData("azure", """{"detail":"captive"}""")]
    [InlineData("completions", "{}")]
    public async Task Json_InsideA200ThatIsNoAnswer_IsAnError(string name, string body)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        face.Reply(gateway.Upstream, HttpReply.Json(200, body));
        var answer = await gateway.CallAsync(face, face.Body("hi", stream: false));
        Assert.Equal((502, "upstream_invalid_response"), (answer.Status, Face.Code(answer)));
    }

    [Theory, MemberData(nameof(Faces.Names), MemberType = typeof(Faces))]
    public async Task ErrorEvent_InsideA200_EndsTheStreamAsAnError(string name)
    {
        gateway.Begin(EveryFace.Redact + "\n" + EveryFace.Budget);
        var face = Faces.Of(name);
        face.Say(gateway.Upstream, "Once upon a time.", 4, ReplyEnding.ErrorEvent);
        var answer = await gateway.CallAsync(face, face.Body("hi", stream: true));
        Assert.True(answer.WasCut);
        Assert.Contains("verloaded", Face.Events(answer)[^1].ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain(face.EndMark, answer.Body, StringComparison.Ordinal);
        Assert.Equal(("failed", true), await gateway.EventAsync(answer) is var told ? (told.Outcome, told.CostUsd > 0) : default);
    }

    [Theory, MemberData(nameof(Faces.BothWays), MemberType = typeof(Faces))]
    public async Task Upstream_AcceptsAndNeverAnswers_TimesOutAndIsOwedTheBound(string name, bool stream)
    {
        await using var silent = RawUpstream.Silent();
        gateway.Begin(EveryFace.Budget, "timeouts: { first_byte_seconds: 20 }", upstream: silent.BaseUrl);
        var face = Faces.Of(name);
        var calling = gateway.CallAsync(face, face.Body("hi", stream));
        await silent.WaitAsync();
        var answer = await gateway.Gateway.PassTimeAsync(calling, TimeSpan.FromSeconds(1));
        Assert.Equal((stream ? 200 : 504, stream, "upstream_timeout"), (answer.Status, answer.WasCut, Face.Code(answer)));
        Assert.Equal(1, silent.Connections);
        Assert.Equal(("failed", true), await gateway.EventAsync(answer) is var told ? (told.Outcome, told.CostUsd > 0) : default);
    }

    [Theory, MemberData(nameof(Faces.BothWays), MemberType = typeof(Faces))]
    public async Task Upstream_StopsAfterItsHeaders_TimesOut(string name, bool stream)
    {
        await using var stalled = RawUpstream.Saying($"HTTP/1.1 200 OK\r\nContent-Type: {(stream ? "text/event-stream" : "application/json")}\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{(stream ? ":x\n" : "{\"x")}\r\n", closes: false);
        gateway.Begin(target: "timeouts: { first_byte_seconds: 20, idle_seconds: 30 }", upstream: stalled.BaseUrl);
        var face = Faces.Of(name);
        var calling = gateway.CallAsync(face, face.Body("hi", stream));
        await stalled.WaitAsync();
        var answer = await gateway.Gateway.PassTimeAsync(calling, TimeSpan.FromSeconds(1));
        Assert.Equal((stream ? 200 : 504, stream, "upstream_timeout"), (answer.Status, answer.WasCut, Face.Code(answer)));
    }

    [Theory, MemberData(nameof(Faces.BothWays), MemberType = typeof(Faces))]
    public async Task Upstream_DripsForEver_EndsAtTheTotalLimit(string name, bool stream)
    {
        await using var dripping = RawUpstream.Dripping($"HTTP/1.1 200 OK\r\nContent-Type: {(stream ? "text/event-stream" : "application/json")}\r\n\r\n", stream ? ":\n" : " ");
        gateway.Begin(target: "timeouts: { first_byte_seconds: 20, idle_seconds: 20, total_seconds: 60 }", upstream: dripping.BaseUrl);
        var face = Faces.Of(name);
        var begun = gateway.Gateway.Time.GetUtcNow();
        var answer = await gateway.Gateway.PassTimeAsync(gateway.CallAsync(face, face.Body("hi", stream)), TimeSpan.FromSeconds(1));
        Assert.Equal((stream ? 200 : 504, stream, "upstream_timeout"), (answer.Status, answer.WasCut, Face.Code(answer)));
        Assert.True(gateway.Gateway.Time.GetUtcNow() - begun >= TimeSpan.FromSeconds(60));
    }

    [Theory, MemberData(nameof(Faces.BothWays), MemberType = typeof(Faces))]
    public async Task Redirect_OfTheProvider_IsNotFollowed(string name, bool stream)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        foreach (var status in (int[])[301, 302, 307, 308])
        {
            face.Reply(gateway.Upstream, HttpReply.Json(status, "{}") with { Headers = new Dictionary<string, string> { ["Location"] = gateway.Spare.BaseUrl + "/chat/completions" } });
            Assert.Equal(502, (await gateway.CallAsync(face, face.Body("hi", stream))).Status);
        }

        Assert.Equal((4, 0), (gateway.Upstream.Requests.Count, gateway.Spare.Requests.Count));
    }

    [Theory, MemberData(nameof(Faces.BothWays), MemberType = typeof(Faces))]
    public async Task Answer_Compressed_IsAnError(string name, bool stream)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        face.Reply(gateway.Upstream, new HttpReply(200, "\u001f\u008b\b\0\0\0", stream ? "text/event-stream" : "application/json") with { Headers = new Dictionary<string, string> { ["Content-Encoding"] = "gzip" } });
        var answer = await gateway.CallAsync(face, face.Body("hi", stream));
        Assert.True(answer.Status == 502 || answer.WasCut, answer.Body);
        Assert.Null(answer["content-encoding"]);
        Assert.Contains(Face.Code(answer), (string[])["upstream_invalid_response", "upstream_cut"]);
    }

    [Theory, MemberData(nameof(Faces.BothWays), MemberType = typeof(Faces))]
    public async Task Upstream_ClosesInTheMiddleOfAWholeAnswer_IsAnError(string name, bool stream)
    {
        await using var closing = RawUpstream.Saying("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{\"id\":\"x\",\"choices\":[");
        gateway.Begin(upstream: closing.BaseUrl);
        var face = Faces.Of(name);
        var answer = await gateway.CallAsync(face, face.Body("hi", stream));
        Assert.Equal((502, stream ? "upstream_invalid_response" : "upstream_cut"), (answer.Status, Face.Code(answer)));
    }

    [Theory, MemberData(nameof(Faces.BothWays), MemberType = typeof(Faces))]
    public async Task Silence_Of120Seconds_KeepsTheCallerAliveAndEndsInTime(string name, bool stream)
    {
        gateway.Begin(target: Patient);
        var face = Faces.Of(name);
        face.Reply(gateway.Upstream, new SilentReply());
        var begun = gateway.Gateway.Time.GetUtcNow();
        var calling = gateway.CallAsync(face, face.Body("hi", stream));
        await gateway.Upstream.WaitForRequestAsync(TestContext.Current.CancellationToken);
        var answer = await gateway.Gateway.PassTimeAsync(calling, TimeSpan.FromSeconds(1));
        Assert.True(gateway.Gateway.Time.GetUtcNow() - begun >= TimeSpan.FromSeconds(120));
        Assert.Equal((stream ? 200 : 504, "upstream_timeout"), (answer.Status, Face.Code(answer)));
        Assert.InRange(answer.Body.Split(face.KeepAlive).Length - 1, stream ? 7 : 0, stream ? 8 : 0);
        await gateway.Upstream.Requests[0].Cancelled.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Theory, MemberData(nameof(Faces.Names), MemberType = typeof(Faces))]
    public async Task Silence_Of119SecondsThenAnAnswer_IsAWholeAnswer(string name)
    {
        gateway.Begin(target: Patient);
        var face = Faces.Of(name);
        var speak = new TaskCompletionSource();
        face.Say(gateway.Upstream, "Hello.", 3, ReplyEnding.Complete);
        gateway.Upstream.Silence = speak.Task;
        var calling = gateway.CallAsync(face, face.Body("hi", stream: true));
        await gateway.Upstream.WaitForRequestAsync(TestContext.Current.CancellationToken);
        var silence = Task.Delay(TimeSpan.FromSeconds(118), gateway.Gateway.Time, TestContext.Current.CancellationToken);
        await gateway.Gateway.PassTimeAsync(silence.ContinueWith(_ => true, TaskScheduler.Default), TimeSpan.FromSeconds(1));
        speak.SetResult();
        var answer = await calling;
        Assert.Equal((200, "Hello.", false), (answer.Status, face.Said(answer), answer.WasCut));
        Assert.Contains(face.KeepAlive, answer.Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Faces.BothWays), MemberType = typeof(Faces))]
    public async Task HalfClosedClient_AnyFace_IsAHangUp(string name, bool stream)
    {
        gateway.Begin(EveryFace.Budget);
        var face = Faces.Of(name);
        face.Say(gateway.Upstream, "Once upon a time.", 4, ReplyEnding.Stall);
        if (!stream)
        {
            face.Reply(gateway.Upstream, new SilentReply());
        }

        var key = face.KeyHeader is { } header ? $"{header}: {gateway.Gateway.Token}\r\n" : $"Authorization: Bearer {gateway.Gateway.Token}\r\n";
        using var client = await RawClient.SendAsync(gateway.Gateway.Client, RawClient.Post(face.Path, face.Body("hi", stream), key));
        await gateway.Upstream.WaitForRequestAsync(TestContext.Current.CancellationToken);
        if (stream)
        {
            await client.ReadUntilAsync(heard => heard.Contains("Once", StringComparison.Ordinal));
        }

        client.CloseHalf();
        await gateway.Upstream.Requests[0].Cancelled.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.True(await client.ReadToEndAsync());
        Assert.DoesNotContain("0\r\n\r\n", client.Heard, StringComparison.Ordinal);
    }
}
