using Keeptrusts.Gateway.Middleware.Tests.FailureModes;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Streams;

/// <summary>Over HTTP/2 an answer that is not whole ends with a reset, behind the event that says why.</summary>
public sealed class Http2EndingTests(EveryFaceByHttp2 gateway) : IClassFixture<EveryFaceByHttp2>
{
    [Theory, MemberData(nameof(Faces.Names), MemberType = typeof(Faces))]
    public async Task Complete_OverHttp2_EndsTheStream(string name)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        face.Say(gateway.Upstream, "Hello.", 3, ReplyEnding.Complete);
        var (text, reset) = await AskAsync(face);
        Assert.Equal(("Hello.", (uint?)null), (face.Said(text), reset));
        Assert.Contains(face.EndMark, text.Body, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Faces.Names), MemberType = typeof(Faces))]
    public async Task Blocked_OverHttp2_ErrorEventThenReset(string name)
    {
        gateway.Begin(EveryFace.Block);
        var face = Faces.Of(name);
        face.Say(gateway.Upstream, "write to ann@example.com please", 3, ReplyEnding.Complete);
        await AssertResetAsync(face, "output_blocked");
    }

    [Theory, MemberData(nameof(Faces.Names), MemberType = typeof(Faces))]
    public async Task CutByUpstream_OverHttp2_ErrorEventThenReset(string name)
    {
        gateway.Begin();
        var face = Faces.Of(name);
        face.Say(gateway.Upstream, "Once upon a time there was a tale.", 4, ReplyEnding.Abort);
        await AssertResetAsync(face, "upstream_cut");
    }

    private async Task AssertResetAsync(Face face, string code)
    {
        var (answer, reset) = await AskAsync(face);
        Assert.Equal(code, Face.Code(answer));
        Assert.Equal(2u, reset); // INTERNAL_ERROR
        Assert.DoesNotContain(face.EndMark, answer.Body, StringComparison.Ordinal);
    }

    private async Task<(ClientAnswer Answer, uint? Reset)> AskAsync(Face face)
    {
        var key = face.KeyHeader is { } header ? (header, gateway.Gateway.Token) : ("authorization", "Bearer " + gateway.Gateway.Token);
        var call = await RawHttp2.PostAsync(gateway.Gateway.Client, face.Path, face.Body("hi", stream: true), key);
        return (new(200, new Dictionary<string, string>(), call.Body, call.ResetCode is not null), call.ResetCode);
    }
}
