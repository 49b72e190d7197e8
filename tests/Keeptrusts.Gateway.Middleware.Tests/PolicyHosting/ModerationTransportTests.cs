using System.Text;
using Keeptrusts.Gateway.Middleware.PolicyHosting;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.PolicyHosting;

public sealed class ModerationTransportTests : IDisposable
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("""{"input":["a"]}""");

    private readonly ModerationClient _http = new();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Send_DeclaredTarget_GetsItsKeyAndTheBody()
    {
        await using var upstream = await MockUpstream.StartAsync();
        var answer = await Transport(upstream.BaseUrl).SendAsync(new ModerationRequest("mod", null, Body), TestContext.Current.CancellationToken);
        Assert.Contains("\"flagged\":false", Encoding.UTF8.GetString(answer.Span), StringComparison.Ordinal);
        var sent = upstream.Requests.Single();
        Assert.Equal(("/v1/moderations", "Bearer " + TestGateway.ProviderKey, """{"input":["a"]}"""), (sent.Path, sent.Header("Authorization"), sent.Text));
    }

    [Fact]
    public async Task Send_Webhook_GetsNoKey()
    {
        await using var upstream = await MockUpstream.StartAsync();
        await Transport(upstream.BaseUrl).SendAsync(new ModerationRequest(null, new Uri(upstream.BaseUrl + "/moderations"), Body), TestContext.Current.CancellationToken);
        Assert.Null(upstream.Requests.Single().Header("Authorization"));
    }

    [Theory]
    [InlineData("http://moderation.example/check")]
    [InlineData("ftp://localhost/check")]
    public async Task Send_WebhookInTheClear_IsRefused(string url) =>
        await Assert.ThrowsAsync<HttpRequestException>(async () => await Transport(new Uri("http://127.0.0.1:1/v1")).SendAsync(new ModerationRequest(null, new Uri(url), Body), TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("other")]
    [InlineData("keyless")]
    public async Task Send_TargetWithoutAddressOrKey_IsRefused(string target) =>
        await Assert.ThrowsAsync<HttpRequestException>(async () => await Transport(new Uri("http://127.0.0.1:1/v1")).SendAsync(new ModerationRequest(target, null, Body), TestContext.Current.CancellationToken));

    [Fact]
    public async Task Send_RefusedRedirectedOrEndless_IsAnErrorWithoutWhatItSaid()
    {
        await using var upstream = await MockUpstream.StartAsync();
        foreach (var reply in (MockReply[])[
            HttpReply.Error(500, "marked words", "x"),
            HttpReply.Json(302, "") with { Headers = new Dictionary<string, string> { ["location"] = upstream.BaseUrl + "/moderations" } },
            HttpReply.Json(200, new string(' ', ModerationClient.MostBytes + 1))])
        {
            upstream.Moderation = reply;
            var error = await Assert.ThrowsAsync<HttpRequestException>(async () => await Transport(upstream.BaseUrl).SendAsync(new ModerationRequest("mod", null, Body), TestContext.Current.CancellationToken));
            Assert.DoesNotContain("marked", error.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(3, upstream.Requests.Count);
    }

    private ModerationTransport Transport(Uri baseUrl) => new(
        [
            new TargetPlan { Id = "mod", Provider = "openai-compatible", BaseUrl = baseUrl, Secret = new SecretReference("env", "UPSTREAM_KEY") },
            new TargetPlan { Id = "keyless", Provider = "openai-compatible", BaseUrl = baseUrl, Secret = new SecretReference("env", "NOT_SET") },
        ],
        new FakeSecrets(),
        _http);
}
