using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using EmbeddedGateway;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Processes;
using Keeptrusts.Testing.Upstream;
using Microsoft.AspNetCore.Builder;

namespace Keeptrusts.EndToEnd.Tests.SampleProjects;

/// <summary>The sample of an application with a gateway in it, linked to a real control plane over HTTP.</summary>
public sealed class EmbeddedGatewayTests
{
    private const string Badge = "the shop's own";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Shop_LinkedToAControlPlane_IsAGatewayNodeOfIt()
    {
        await using var upstream = await MockUpstream.StartAsync();
        await using var up = await GatewayProcess.StartAsync(new GatewayProcessOptions { Policy = Policy(upstream.BaseUrl) });
        var token = (string)(await up.KtAsync("tokens", "create", "--type", "control", "--role", "gateway", "--name", "shop", "--expires-in", "1d", "--json")).MustSucceed().Json["key"]!;
        var folder = Directory.CreateTempSubdirectory("kt-sample").FullName;
        var app = Shop.Build("http://127.0.0.1:0", up.ControlUrl.ToString(), token, Badge, folder);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var calls = new Calls(app);

        // 1. The shop stays the shop; the gateway is below its prefix only.
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (await calls.GetAsync("/orders"), await calls.GetAsync("/orders", Badge)));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (await calls.GetAsync("/ai/readyz"), await calls.GetAsync("/readyz")));

        // 2. Keys that are made and revoked at the control plane act here too (UntilAsync has a bound).
        await calls.UntilAsync((await up.CreateKeyAsync("first")).Token, HttpStatusCode.OK); // The first call of a process takes its time.
        var key = await up.CreateKeyAsync("brief");
        var made = await calls.UntilAsync(key.Token, HttpStatusCode.OK);
        var revoked = up.KtAsync("tokens", "revoke", key.Id);
        await calls.UntilAsync(key.Token, HttpStatusCode.Unauthorized, up.Url);
        var lag = await calls.UntilAsync(key.Token, HttpStatusCode.Unauthorized);
        (await revoked).MustSucceed();
        TestContext.Current.TestOutputHelper!.WriteLine($"made: served after {made.TotalMilliseconds:0} ms; revoked: refused after {lag.TotalMilliseconds:0} ms");

        // 3. One budget for both gateways, to the cent.
        var capped = await up.CreateKeyAsync("capped", "default", "--budget", "0.10");
        await calls.KnowsAsync(capped.Token);
        var served = (await Task.WhenAll(Enumerable.Range(0, 30).Select(i => calls.CallAsync(capped.Token, i % 2 == 0 ? up.Url : null)))).Count(s => s == HttpStatusCode.OK);
        for (var round = 0; served < 10; round++)
        {
            Assert.True(round < 100, $"{served} calls of 10 were served");
            served += await calls.CallAsync(capped.Token, round % 2 == 0 ? up.Url : null) == HttpStatusCode.OK ? 1 : 0;
        }

        Assert.Equal(10, served);
        Assert.Equal((HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests), (await calls.CallAsync(capped.Token), await calls.CallAsync(capped.Token, up.Url)));

        // 4. The control plane dies: the shop serves on, and after a start of its own too.
        var lasting = await up.CreateKeyAsync("lasting");
        await calls.UntilAsync(lasting.Token, HttpStatusCode.OK);
        await up.KillAsync();
        Assert.Equal(HttpStatusCode.OK, await calls.CallAsync(lasting.Token));
        await app.StopAsync(TestContext.Current.CancellationToken);
        await app.DisposeAsync();
        await using var again = Shop.Build("http://127.0.0.1:0", up.ControlUrl.ToString(), token, Badge, folder);
        await again.StartAsync(TestContext.Current.CancellationToken);
        calls.MoveTo(again);
        Assert.Equal(HttpStatusCode.OK, await calls.CallAsync(lasting.Token));
        Assert.Equal("unreachable", (string?)(await calls.ReadyAsync())["control_plane"]);

        // 5. It comes back: every call of either gateway is on record once.
        await using var back = await up.RestartAsync();
        using var control = await ControlApi.OpenAsync(back);
        Assert.Empty(calls.Completed.Except(await control.RequestIdsAsync(calls.Completed)));
        var events = (await control.EventsAsync()).Select(e => (string)e["request_id"]!).Where(id => id.Length > 0).ToList();
        Assert.Equal(events.Distinct().Count(), events.Count);
        await again.StopAsync(TestContext.Current.CancellationToken);
        Directory.Delete(folder, recursive: true);
    }

    private static string Policy(Uri upstream) => $$"""
        pack: { name: shop, version: 1.0.0, enabled: true }
        providers:
          targets:
            - id: mock
              provider: openai-compatible
              base_url: {{upstream}}
              models: [gpt-4o]
              pricing: { gpt-4o: { input_per_1m_usd: 0, output_per_1m_usd: 0, per_request_usd: 0.01 } }
        policies: { chain: [audit-logger] }
        """;

    private sealed class Calls(WebApplication app) : IDisposable
    {
        private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(20) };
        private Uri _shop = new(app.Urls.Single());

        public ConcurrentBag<string> Completed { get; } = [];

        public void MoveTo(WebApplication other) => _shop = new(other.Urls.Single());

        /// <param name="key">The gateway key.</param>
        /// <param name="gateway">Another gateway than the shop's.</param>
        public async Task<HttpStatusCode> CallAsync(string key, Uri? gateway = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, gateway is null ? new Uri(_shop, "/ai/v1/chat/completions") : new Uri(gateway, "/v1/chat/completions"))
            {
                Content = new StringContent(Requests.Chat("hello", change: body => body["max_tokens"] = 10), Encoding.UTF8, "application/json"),
            };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var response = await _http.SendAsync(request);
            if (response.IsSuccessStatusCode)
            {
                Completed.Add(response.Headers.GetValues("x-request-id").Single());
            }

            return response.StatusCode;
        }

        public async Task<TimeSpan> UntilAsync(string key, HttpStatusCode status, Uri? gateway = null)
        {
            var since = Stopwatch.GetTimestamp();
            while (await CallAsync(key, gateway) is var last && last != status)
            {
                Assert.True(Stopwatch.GetElapsedTime(since) < Patience, $"still {last} instead of {status}");
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }

            return Stopwatch.GetElapsedTime(since);
        }

        /// <summary>Waits until the shop knows a key, without spending anything of its budget.</summary>
        public async Task KnowsAsync(string key)
        {
            var since = Stopwatch.GetTimestamp();
            while (true)
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_shop, "/ai/v1/models"));
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
                using var response = await _http.SendAsync(request);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }

                Assert.True(Stopwatch.GetElapsedTime(since) < Patience, $"still {response.StatusCode}");
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }
        }

        public async Task<HttpStatusCode> GetAsync(string path, string? badge = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_shop, path));
            request.Headers.Add("X-Badge", badge);
            using var response = await _http.SendAsync(request);
            return response.StatusCode;
        }

        public async Task<JsonNode> ReadyAsync() => JsonNode.Parse(await _http.GetStringAsync(new Uri(_shop, "/ai/readyz")))!;

        public void Dispose() => _http.Dispose();
    }
}
