using System.Net;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Databases;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.EndToEnd.Tests.Nodes;

/// <summary>Two control planes with a gateway each, over one PostgreSQL server.</summary>
public sealed class SeveralNodesTests
{
    [Fact]
    public async Task TwoPlanes_ChangesOfEither_ActOnBothWithinASecond()
    {
        Assert.SkipWhen(PostgreSqlServer.Missing is not null, PostgreSqlServer.Missing ?? "");
        var database = await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync();
        var started = await Task.WhenAll(StartAsync(database), StartAsync(database));
        await using var a = started[0];
        await using var b = started[1];
        using var calls = new NodeCalls();
        var slowest = TimeSpan.Zero;
        for (var round = 0; round < 4; round++)
        {
            var (here, there) = round % 2 == 0 ? (a, b) : (b, a);
            (await here.KtAsync("team", "create", $"team-{round}")).MustSucceed();
            var key = await there.CreateKeyAsync($"key-{round}", $"team-{round}");
            await calls.UntilAsync(here, key.Token, HttpStatusCode.OK);
            await calls.UntilAsync(there, key.Token, HttpStatusCode.OK);

            var revoked = here.KtAsync("tokens", "revoke", key.Id);
            await calls.UntilAsync(here, key.Token, HttpStatusCode.Unauthorized);
            var lag = await calls.UntilAsync(there, key.Token, HttpStatusCode.Unauthorized);
            (await revoked).MustSucceed();
            slowest = lag > slowest ? lag : slowest;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"revoked on one node, refused on the other after at most {slowest.TotalMilliseconds:0} ms");
        Assert.True(slowest < TimeSpan.FromSeconds(1), $"{slowest}");
    }

    [Fact]
    public async Task Gateways_DatabaseStopped_ServeOnAndLoseNoEvent()
    {
        Assert.SkipWhen(PostgreSqlServer.Missing is not null, PostgreSqlServer.Missing ?? "");
        await using var server = await PostgreSqlServer.StartAsync();
        var database = await server.CreateDatabaseAsync();
        await using var a = await StartAsync(database);
        await using var b = await StartAsync(database);
        using var calls = new NodeCalls();
        var key = await a.CreateKeyAsync();
        await calls.UntilAsync(b, key.Token, HttpStatusCode.OK);

        await server.StopAsync();
        foreach (var gateway in (GatewayProcess[])[a, b])
        {
            var alone = await calls.UntilReadyAsync(gateway, r => r.ContainsKey("database"));
            Assert.Equal("ready", (string?)alone["status"]);
            Assert.Equal("unreachable", (string?)alone["database"]);
            Assert.Equal("leases only", (string?)alone["budgets"]);
            Assert.NotNull(alone["database_since"]);
            for (var i = 0; i < 25; i++)
            {
                Assert.Equal(HttpStatusCode.OK, await calls.CallAsync(gateway, key.Token));
            }
        }

        await server.ResumeAsync();
        await calls.UntilReadyAsync(a, r => r.Count == 2);
        await calls.UntilReadyAsync(b, r => r.Count == 2);
        using var control = await ControlApi.OpenAsync(a);
        var recorded = await control.RequestIdsAsync(calls.Completed);
        Assert.Empty(calls.Completed.Except(recorded));
        var events = (await control.EventsAsync()).Select(e => (string)e["request_id"]!).Where(id => id.Length > 0).ToList();
        Assert.Equal(events.Count, events.Distinct().Count());
    }

    private static Task<GatewayProcess> StartAsync(string database) => GatewayProcess.StartAsync(new GatewayProcessOptions
    {
        Environment = new Dictionary<string, string?> { ["KEEPTRUSTS_DATABASE"] = database },
    });
}
