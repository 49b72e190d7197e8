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

    [Fact]
    public async Task Interval_OfZero_MeansNoComments()
    {
        await using var quiet = await TestGateway.StartAsync(target: Patient, configure: options => options.KeepAliveSeconds = 0);
        quiet.Upstream.Reply = new SilentReply();
        var calling = quiet.CallAsync(RoutedGateway.HiStreamed);
        await quiet.Upstream.WaitForRequestAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        var answer = await quiet.PassTimeAsync(calling, TimeSpan.FromSeconds(5));
        Assert.Equal((504, "upstream_timeout"), (answer.Status, answer.Error["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Interval_Configured_IsKept()
    {
        await using var frequent = await TestGateway.StartAsync(target: Patient, configure: options => options.KeepAliveSeconds = 5);
        frequent.Upstream.Reply = new SilentReply();
        var calling = frequent.CallAsync(RoutedGateway.HiStreamed);
        await frequent.Upstream.WaitForRequestAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
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
