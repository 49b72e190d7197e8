using System.Net.Http.Headers;
using System.Net.Http.Json;
using Keeptrusts.Host.Tests.Running;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Host.Tests.Composition;

public sealed class DrainTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private MockUpstream _upstream = null!;
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _upstream = await MockUpstream.StartAsync();
        var policy = _folder.Write("policy-config.yaml", $$"""
            pack: { name: mine, version: 1.0.0, enabled: true }
            providers:
              targets:
                - { id: mock, provider: openai-compatible, base_url: "{{_upstream.BaseUrl}}" }
            policies: { chain: [audit-logger] }
            policy:
              audit-logger: {}
            """);
        _host = await RunningHost.StartAsync(Path.Combine(_folder.Location, "data"), policy);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _upstream.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Stop_CallUnderWay_FinishesWhileNewOnesAreRefused()
    {
        _upstream.Reply = new ChatReply { FirstByteDelay = TimeSpan.FromSeconds(1) };
        var call = await BeginAsync();

        var stop = _host.Host.StopAsync(CancellationToken.None);

        using var other = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => other.GetAsync(new Uri($"{_host.Gateway}/healthz")));
        using var answer = await call;
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Contains("\"choices\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await stop;
    }

    [Fact]
    public async Task Stop_InAHurry_CutsTheCallUnderWay()
    {
        _upstream.Reply = new SilentReply();
        var call = await BeginAsync();

        await _host.Host.StopAsync(new CancellationToken(canceled: true)).WaitAsync(TimeSpan.FromSeconds(20));

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
    }

    /// <summary>Starts a call and returns once it has reached the provider.</summary>
    private async Task<Task<HttpResponseMessage>> BeginAsync()
    {
        var key = (await _host.CreateTokenAsync(new { name = "a" })).GetProperty("key").GetString()!;
        var request = new HttpRequestMessage(HttpMethod.Post, $"{_host.Gateway}/v1/chat/completions")
        {
            Content = JsonContent.Create(new { model = "gpt-4o", messages = new[] { new { role = "user", content = "hi" } } }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var call = _host.Http.SendAsync(request);
        await _upstream.WaitForRequestAsync();
        return call;
    }
}
