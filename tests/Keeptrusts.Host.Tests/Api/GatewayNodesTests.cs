using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Keeptrusts.Host.Composition;
using Keeptrusts.Host.Records;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Api;

/// <summary><c>/v1/gateways/{id}/nodes</c>: who serves, and how each finds its targets; this process and one that is linked to it.</summary>
public sealed class GatewayNodesTests
{
    // Nobody listens on port 9, so one call opens the breaker.
    private const string Policy = """
        pack: { name: mine, version: 1.0.0, enabled: true }
        policies: { chain: [audit-logger] }
        providers:
          targets:
            - { id: gone, provider: openai-compatible, base_url: "http://127.0.0.1:9/v1", models: ["*"] }
          circuit_breaker: { failure_threshold: 1, cooldown_seconds: 300 }
        """;

    [Fact]
    public async Task Nodes_TargetThatFails_IsShownByThoseWhoFoundOut()
    {
        using var folder = new TempFolder();
        await using var host = await RunningHost.StartAsync(Path.Combine(folder.Location, "data"), folder.Write("policy-config.yaml", Policy));
        var key = (await host.CreateTokenAsync(new { name = "a" })).GetProperty("key").GetString()!;
        var token = (await host.CreateTokenAsync(new { name = "edge", token_type = "control", roles = new[] { "gateway" } })).GetProperty("key").GetString()!;
        var settings = new NodeSettings
        {
            Listen = new ListenAddress(IPAddress.Loopback, 0),
            DataFolder = Path.Combine(folder.Location, "node"),
            ControlPlanes = [new Uri(host.Control)],
            Token = token,
            Gateway = GatewayNode.LocalId,
            MaxStale = TimeSpan.FromMinutes(5),
        };
        Assert.False((await NodeHost.StartAsync(settings, RunningHost.Surroundings(), TestContext.Current.CancellationToken)).Refused(out var refusal, out var node), refusal?.Message);
        await using var ends = node!;

        await UntilAsync(host, node!, "serving gone closed", "serving gone closed");
        Assert.Equal(HttpStatusCode.BadGateway, (await host.CallAsync(key)).StatusCode);
        var target = (await UntilAsync(host, node!, "serving gone open server_error", "serving gone closed")).GetProperty("targets")[0];
        Assert.Equal(target.GetProperty("since").GetDateTimeOffset().AddSeconds(300), target.GetProperty("next_try_at").GetDateTimeOffset());

        using var request = new HttpRequestMessage(HttpMethod.Post, $"{node!.Address}/v1/chat/completions")
        {
            Content = JsonContent.Create(new { model = "m", messages = new[] { new { role = "user", content = "hi" } } }),
        };
        request.Headers.Authorization = new("Bearer", key);
        Assert.Equal(HttpStatusCode.BadGateway, (await host.Http.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
        await UntilAsync(host, node, "serving gone open server_error", "serving gone open server_error");

        using var scrape = new HttpRequestMessage(HttpMethod.Get, $"{host.Control}/metrics");
        scrape.Headers.Authorization = new("Bearer", host.MachineToken);
        using var metrics = await host.Http.SendAsync(scrape, TestContext.Current.CancellationToken);
        Assert.Contains("keeptrusts_upstream_breaker_state{", await metrics.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nodes_OfAnUnknownGateway_IsNotFound()
    {
        await using var host = await RunningHost.StartAsync();
        var (status, body) = await host.AskAsync(HttpMethod.Get, "/v1/gateways/local-gv/nodes");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("local-gw", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    // A node begins its session, and tells what it found out, with its next exchange.
    private static async Task<JsonElement> UntilAsync(RunningHost host, NodeHost node, string local, string linked)
    {
        for (var round = 0; ; round++)
        {
            var (status, body) = await host.AskAsync(HttpMethod.Get, $"/v1/gateways/{GatewayNode.LocalId}/nodes");
            Assert.Equal(HttpStatusCode.OK, status);
            var nodes = body.GetProperty("data").EnumerateArray().ToDictionary(n => n.GetProperty("address").GetString()!, n => n);
            if (nodes.Count == 2 && Text(nodes[host.Gateway]) == local && Text(nodes[node.Address]) == linked)
            {
                return nodes[host.Gateway];
            }

            Assert.True(round < 200, body.ToString());
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static string Text(JsonElement node) => string.Join(' ', [
        node.GetProperty("status").GetString(),
        .. node.GetProperty("targets").EnumerateArray().SelectMany(t => (string?[])[t.GetProperty("id").GetString(), t.GetProperty("state").GetString(), t.GetProperty("last_failure").GetString()]).OfType<string>(),
    ]);
}
