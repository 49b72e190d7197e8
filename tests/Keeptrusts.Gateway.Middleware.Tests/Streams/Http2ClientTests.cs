using System.Net;
using System.Text;
using Keeptrusts.Gateway.Middleware.Tests.FailureModes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Streams;

/// <summary>.NET's own client over HTTP/2, which throws away what it has not read yet when a reset comes.</summary>
public sealed class Http2ClientTests(EveryFaceByHttp2 gateway) : IClassFixture<EveryFaceByHttp2>
{
    [Fact]
    public async Task HangUp_OverHttp2_CancelsUpstream()
    {
        gateway.Begin();
        var face = Faces.Of("chat");
        face.Say(gateway.Upstream, "Once upon a time.", 3, ReplyEnding.Stall);
        var response = await gateway.SendAsync(face, face.Body("hi", stream: true), request => (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact), TestContext.Current.CancellationToken);
        var id = response.Headers.GetValues("x-request-id").Single();
        response.Dispose();
        await gateway.Upstream.Requests[0].Cancelled.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal("cancelled", (await gateway.Gateway.EventOfAsync(id)).Outcome);
    }

    [Fact]
    public async Task Cut_OverHttp2_ClientReadsWhyAndThrows()
    {
        gateway.Begin(EveryFace.Block);
        var face = Faces.Of("chat");
        face.Say(gateway.Upstream, "write to ann@example.com please", 3, ReplyEnding.Complete);
        using var response = await gateway.SendAsync(face, face.Body("hi", stream: true), request => (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact), TestContext.Current.CancellationToken);
        var body = new MemoryStream();
        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => response.Content.CopyToAsync(body, TestContext.Current.CancellationToken));
        Assert.Equal(2, (thrown as HttpProtocolException ?? thrown.InnerException as HttpProtocolException)?.ErrorCode);
        Assert.Contains("\"code\":\"output_blocked\"", Encoding.UTF8.GetString(body.ToArray()), StringComparison.Ordinal);
    }
}
