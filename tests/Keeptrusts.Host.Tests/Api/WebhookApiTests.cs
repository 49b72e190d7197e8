using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keeptrusts.Host.Tests.Running;
using Keeptrusts.Host.Tests.Runtime.Webhooks;

namespace Keeptrusts.Host.Tests.Api;

/// <summary>Webhooks end to end: what happens at the gateway arrives, signed and without content.</summary>
public sealed class WebhookApiTests
{
    private const string Marked = "Zebulon-77";

    private const string Document = """
        pack: { name: team-dev, version: 1.0.0, enabled: true }
        policies: { chain: [human-oversight, audit-logger] }
        policy:
          human-oversight: { phases: [input], require_human_for: { topics: { deals: [merger] } }, assignee: managers }
          audit-logger: { retention_days: 90 }
        """;

    private static readonly Dictionary<string, string> Allowed = new() { ["KEEPTRUSTS_WEBHOOK_ALLOW"] = "127.0.0.1" };

    [Fact]
    public async Task Escalation_CreatedAndResolved_ArriveSigned()
    {
        await using var receiver = await Receiver.StartAsync();
        using var folder = new TempFolder();
        await using var host = await RunningHost.StartAsync(policyConfig: folder.Write("p.yaml", Document), environment: Allowed);
        var added = await Kt.RunAsync(host.Data, "webhook", "add", receiver.Url, "--event", "escalation.created", "--event", "escalation.resolved", "--json");
        Assert.True(added.ExitCode == 0, added.Error);
        var secret = JsonNode.Parse(added.Out)!["secret"]!.GetValue<string>();
        var key = (await host.CreateTokenAsync(new { name = "k", token_type = "gateway", team_id = "default", expires_in = "7d" })).GetProperty("key").GetString()!;
        using var refused = await host.CallAsync(key, $"the merger {Marked}");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var id = JsonNode.Parse(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["error"]!["escalation_id"]!.GetValue<string>();
        await Kt.RunAsync(host.Data, "escalation", "resolve", id, "--deny", "--note", $"about {Marked}");
        for (var round = 0; receiver.Requests.Count < 2 && round < 500; round++)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal(["escalation.created", "escalation.resolved"], receiver.Requests.Select(request => JsonNode.Parse(request.Body)!["type"]!.GetValue<string>()).Order());
        foreach (var (headers, body) in receiver.Requests)
        {
            Assert.Equal(id, JsonNode.Parse(body)!["data"]!["escalation_id"]!.GetValue<string>());
            Assert.DoesNotContain(Marked, body, StringComparison.Ordinal);
            var stamp = headers["x-keeptrusts-signature"].ToString().Split(',')[0][2..];
            var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{stamp}.{body}")));
            Assert.Equal($"t={stamp},v1={expected}", headers["x-keeptrusts-signature"].ToString());
        }

        var webhook = JsonNode.Parse(added.Out)!["id"]!.GetValue<string>();
        Assert.Equal(0, (await Kt.RunAsync(host.Data, "webhook", "test", webhook)).ExitCode);
        using var deliveries = JsonDocument.Parse((await Kt.RunAsync(host.Data, "webhook", "deliveries", webhook, "--json")).Out);
        Assert.Equal(3, deliveries.RootElement.GetArrayLength());
        Assert.Equal(0, (await Kt.RunAsync(host.Data, "webhook", "delete", webhook)).ExitCode);
        Assert.Empty((await host.AskAsync(HttpMethod.Get, "/v1/webhooks")).Body.GetProperty("data").EnumerateArray());
    }

    [Fact]
    public async Task Add_LoopbackThatNobodyAllowed_IsRefused()
    {
        await using var host = await RunningHost.StartAsync();
        var refused = await Kt.RunAsync(host.Data, "webhook", "add", "http://127.0.0.1:9/hook");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("KEEPTRUSTS_WEBHOOK_ALLOW", refused.Error, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.AskAsync(HttpMethod.Post, "/v1/webhooks", new { url = "https://example.com/x", events = new[] { "no.such" } })).Status);
    }
}
