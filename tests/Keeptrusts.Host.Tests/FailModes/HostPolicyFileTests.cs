using System.Net;
using System.Text.Json.Nodes;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.FailModes;

/// <summary>The policy file of a running host, broken and taken away.</summary>
public sealed class HostPolicyFileTests
{
    private const string Good = """
        pack: { name: mine, version: 1.0.0, enabled: true }
        policies: { chain: [pii-detector, audit-logger] }
        policy:
          pii-detector: { action: block }
        """;

    [Fact]
    public async Task PolicyFile_BrokenThenGone_GovernsOnAndIsSaidInReadyz()
    {
        using var folder = new TempFolder();
        var file = folder.Write("p.yaml", Good);
        await using var host = await RunningHost.StartAsync(policyConfig: file);
        var key = (await host.CreateTokenAsync(new { name = "laptop" })).GetProperty("key").GetString()!;
        await AssertGovernedAsync(host, key);

        folder.Write("p.yaml", Good.Replace("block", "blok", StringComparison.Ordinal));
        var broken = await UntilAsync(host, "KT0005");
        Assert.Equal(("ready", "rejected", "local-gw@1"), ((string?)broken["status"], (string?)broken["configuration"], (string?)broken["in_force"]));
        await AssertGovernedAsync(host, key);

        File.Delete(file);
        var gone = await UntilAsync(host, "policy_file_unreadable");
        Assert.Equal(("ready", "rejected", "local-gw@1"), ((string?)gone["status"], (string?)gone["configuration"], (string?)gone["in_force"]));
        await AssertGovernedAsync(host, key);

        folder.Write("p.yaml", Good);
        await UntilAsync(host, null);
        await AssertGovernedAsync(host, key);
    }

    private static async Task AssertGovernedAsync(RunningHost host, string key)
    {
        using var clear = await host.CallAsync(key);
        using var blocked = await host.CallAsync(key, "I am ann@example.com");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (clear.StatusCode, blocked.StatusCode));
    }

    private static async Task<JsonNode> UntilAsync(RunningHost host, string? diagnostic)
    {
        for (var round = 0; ; round++)
        {
            var ready = JsonNode.Parse(await host.Http.GetStringAsync(host.Gateway + "/readyz", TestContext.Current.CancellationToken))!;
            if ((string?)ready["first_diagnostic"] == diagnostic)
            {
                return ready;
            }

            Assert.True(round < 400, $"/readyz still says {ready.ToJsonString()}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
