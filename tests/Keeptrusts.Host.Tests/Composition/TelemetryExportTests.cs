using System.Net;
using System.Net.Http.Json;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Composition;

/// <summary>What the host tells Prometheus.</summary>
public sealed class TelemetryExportTests
{
    [Fact]
    public async Task Metrics_AfterCalls_StandOnTheControlListenerAlone()
    {
        using var folder = new TempFolder();
        await using var host = await RunningHost.StartAsync(Path.Combine(folder.Location, "data"), folder.Write("policy-config.yaml", """
            pack: { name: mine, version: 1.0.0, enabled: true }
            policies: { chain: [pii-detector, audit-logger] }
            policy:
              pii-detector: { action: redact }
            """));
        var key = (await host.CreateTokenAsync(new { name = "a" })).GetProperty("key").GetString()!;
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{host.Gateway}/v1/chat/completions")
        {
            Content = JsonContent.Create(new { model = "echo", messages = new[] { new { role = "user", content = "mail marked.value@example.com" } } }),
        };
        request.Headers.Authorization = new("Bearer", key);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        var scraper = (await host.CreateTokenAsync(new { name = "prometheus", token_type = "control", roles = new[] { "metrics" } })).GetProperty("key").GetString()!;
        var (status, metrics) = await ScrapeAsync(client, host, scraper);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.All((string[])["gen_ai_client_token_usage", "gen_ai_client_operation_duration", "keeptrusts_calls", "keeptrusts_policy_evaluations", "keeptrusts_gateway_duration"], name => Assert.Contains(name, metrics, StringComparison.Ordinal));
        Assert.DoesNotContain("marked", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(key, metrics, StringComparison.Ordinal);
        using var onGateway = await client.GetAsync(new Uri($"{host.Gateway}/metrics"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, onGateway.StatusCode);
    }

    // They name the teams and models of everybody.
    [Fact]
    public async Task Metrics_ToWhoMayNotReadThem_SayWhatItTakes()
    {
        await using var host = await RunningHost.StartAsync();
        using var client = new HttpClient();
        var viewer = (await host.CreateTokenAsync(new { name = "v", token_type = "control", team_id = "default", roles = new[] { "viewer" } })).GetProperty("key").GetString()!;
        var (nobody, hint) = await ScrapeAsync(client, host, null);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody);
        Assert.Contains("Authorization: Bearer", hint, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await ScrapeAsync(client, host, viewer)).Status);
        Assert.Equal(HttpStatusCode.OK, (await ScrapeAsync(client, host, host.MachineToken)).Status);
    }

    private static async Task<(HttpStatusCode Status, string Text)> ScrapeAsync(HttpClient client, RunningHost host, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{host.Control}/metrics");
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
