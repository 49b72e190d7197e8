using System.Globalization;
using System.Net;
using Keeptrusts.EndToEnd.Tests.Nodes;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.EndToEnd.Tests.FailModes;

/// <summary>The control plane is taken away from a linked gateway: the last verified configuration governs, from memory and from the disk, for as long as it may.</summary>
public sealed class ControlPlaneAwayTests
{
    [Fact]
    public async Task ControlPlaneKilled_NodeServesOn_StartsFromItsFolder_IsStaleInTime_AndComesBack()
    {
        await using var up = await GatewayProcess.StartAsync();
        var token = (string)(await up.KtAsync("tokens", "create", "--type", "control", "--role", "gateway", "--name", "edge", "--expires-in", "1d", "--json")).MustSucceed().Json["key"]!;
        var key = await up.CreateKeyAsync();
        using var calls = new NodeCalls();
        var options = new GatewayProcessOptions
        {
            Command = Run(600),
            Environment = new Dictionary<string, string?> { ["KEEPTRUSTS_GATEWAY_TOKEN"] = token },
        };
        await using var node = await GatewayProcess.StartAsync(options);

        // 1. It serves, and hears of new keys and of revoked ones.
        Assert.Equal(HttpStatusCode.OK, await calls.CallAsync(node, key.Token));
        var brief = await up.CreateKeyAsync("brief");
        await calls.UntilAsync(node, brief.Token, HttpStatusCode.OK);
        var revoked = up.KtAsync("tokens", "revoke", brief.Id);
        await calls.UntilAsync(up, brief.Token, HttpStatusCode.Unauthorized);
        var lag = await calls.UntilAsync(node, brief.Token, HttpStatusCode.Unauthorized);
        (await revoked).MustSucceed();
        TestContext.Current.TestOutputHelper!.WriteLine($"revoked at the control plane, refused by the linked node after {lag.TotalMilliseconds:0} ms");

        // 2. Its control plane dies: it goes on, and says so.
        await up.KillAsync();
        var alone = await calls.UntilReadyAsync(node, r => r.ContainsKey("control_plane"));
        Assert.Equal(("ready", "unreachable", "leases only"), ((string?)alone["status"], (string?)alone["control_plane"], (string?)alone["budgets"]));
        Assert.Equal(HttpStatusCode.OK, await calls.CallAsync(node, key.Token));

        // 3. It is started again meanwhile: its folder has what it needs, and no key of anybody.
        Assert.Equal(0, await node.StopAsync());
        Assert.DoesNotContain(key.Token, await File.ReadAllTextAsync(Path.Combine(node.Data, "snapshot.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await using var again = await node.RestartAsync();
        Assert.Equal(HttpStatusCode.OK, await calls.CallAsync(again, key.Token));

        // 4. But not for ever: what it has is older by now than it may be. That it notices while it runs is tested in a process, with shorter times.
        Assert.Equal(0, await again.StopAsync());
        await using var stale = await again.RestartAsync(Run(2));
        await calls.UntilAsync(stale, key.Token, HttpStatusCode.ServiceUnavailable);
        var ready = await calls.ReadyAsync(stale);
        Assert.Equal((503, "not_ready"), ((int)ready["http"]!, (string?)ready["status"]));

        // 5. The control plane comes back, and with it everything; each event is there once.
        await using var back = await up.RestartAsync();
        await calls.UntilAsync(stale, key.Token, HttpStatusCode.OK);
        await calls.UntilReadyAsync(stale, r => r.Count == 2);
        using var control = await ControlApi.OpenAsync(back);
        var recorded = await control.RequestIdsAsync(calls.Completed);
        Assert.Empty(calls.Completed.Except(recorded));
        var events = (await control.EventsAsync()).Select(e => (string)e["request_id"]!).Where(id => id.Length > 0).ToList();
        Assert.Equal(events.Count, events.Distinct().Count());

        string[] Run(int maxStaleSeconds) =>
            ["gateway", "run", "--control-plane", up.ControlUrl.ToString(), "--max-stale-seconds", maxStaleSeconds.ToString(CultureInfo.InvariantCulture)];
    }
}
