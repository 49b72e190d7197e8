using System.Collections.Concurrent;
using System.Text;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Processes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Audit;

/// <summary>Nothing acknowledged is lost: whoever got a whole answer finds its event, even when the host was killed at once.</summary>
public sealed class DurabilityTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Kill_UnderLoad_LosesNoEventOfACompletedCall(bool stream)
    {
        await using var upstream = await MockUpstream.StartAsync();
        await using var first = await GatewayProcess.StartAsync(new GatewayProcessOptions
        {
            Policy = Policies.Standard(upstream.BaseUrl),
            Environment = new Dictionary<string, string?> { [Policies.ProviderKeyVariable] = Policies.ProviderKey },
        });
        var key = await first.CreateKeyAsync();
        var completed = new ConcurrentQueue<string>();
        using var enough = new SemaphoreSlim(0);
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = first.Url };
        http.DefaultRequestHeaders.Authorization = new("Bearer", key.Token);
        var callers = Enumerable.Range(0, 8).Select(_ => CallUntilItFailsAsync(http, stream, completed, enough)).ToArray();
        for (var i = 0; i < 200; i++)
        {
            await enough.WaitAsync(TestContext.Current.CancellationToken);
        }

        await first.KillAsync();
        await Task.WhenAll(callers);

        await using var second = await first.RestartAsync();
        using var control = await ControlApi.OpenAsync(second);
        var recorded = await control.RequestIdsAsync(completed);
        Assert.True(completed.Count >= 200);
        Assert.Empty(completed.Except(recorded));

        // Exactly once, in an unbroken chain that went on after the kill.
        var events = await control.EventsAsync();
        Assert.Equal(events.Count, events.Select(e => (string)e["request_id"]!).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, events.Count).Reverse(), events.Select(e => (int)e["seq"]!));
        Assert.EndsWith("verified: nothing was altered, removed or moved\n", (await second.KtAsync("events", "verify")).MustSucceed().Output, StringComparison.Ordinal);
    }

    private static async Task CallUntilItFailsAsync(HttpClient http, bool stream, ConcurrentQueue<string> completed, SemaphoreSlim enough)
    {
        while (true)
        {
            try
            {
                using var content = new StringContent(Requests.Chat(stream: stream), Encoding.UTF8, "application/json");
                using var response = await http.PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), content);
                var body = await response.Content.ReadAsStringAsync();
                Assert.True(response.IsSuccessStatusCode, body);
                Assert.True(!stream || body.Contains("[DONE]", StringComparison.Ordinal), "A stream ended cleanly without [DONE].");
                completed.Enqueue(response.Headers.GetValues("x-request-id").Single());
                enough.Release();
            }
            catch (HttpRequestException)
            {
                // The host is gone: this call never completed, so nothing was promised about it.
                return;
            }
        }
    }
}
