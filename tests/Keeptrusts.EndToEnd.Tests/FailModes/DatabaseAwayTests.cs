using System.Net;
using System.Text.Json.Nodes;
using Keeptrusts.EndToEnd.Tests.Nodes;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Databases;
using Keeptrusts.Testing.Processes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.FailModes;

/// <summary>The database is taken away from running gateways, and given back.</summary>
public sealed class DatabaseAwayTests
{
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

    [Fact]
    public async Task Gateway_DatabaseStopped_SpendsItsLeaseAndNoMoreAndAccountsForIt()
    {
        Assert.SkipWhen(PostgreSqlServer.Missing is not null, PostgreSqlServer.Missing ?? "");
        await using var server = await PostgreSqlServer.StartAsync();
        await using var upstream = await MockUpstream.StartAsync();
        await using var gateway = await StartAsync(await server.CreateDatabaseAsync(), Policies.Capped(upstream.BaseUrl, "5"));
        using var calls = new NodeCalls();
        var key = await gateway.CreateKeyAsync();
        Assert.Equal(HttpStatusCode.OK, await calls.CallAsync(gateway, key.Token, MaxTokens(100)));

        // Idle room goes back to the database, so the key is used while that stops, however long it takes.
        for (var stopping = server.StopAsync(); !stopping.IsCompletedSuccessfully; await Task.WhenAny(stopping, Task.Delay(200, TestContext.Current.CancellationToken)))
        {
            Assert.Equal(HttpStatusCode.OK, await calls.CallAsync(gateway, key.Token, MaxTokens(100)));
        }

        await calls.UntilReadyAsync(gateway, r => (string?)r["database"] == "unreachable");
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await calls.CallAsync(gateway, key.Token, MaxTokens(100)));
        }

        // It fits the cap and not the lease, and nobody can be asked for more.
        Assert.Equal(HttpStatusCode.TooManyRequests, await calls.CallAsync(gateway, key.Token, MaxTokens(490_000)));

        await server.ResumeAsync();
        await calls.UntilReadyAsync(gateway, r => r.Count == 2);
        Assert.Equal(HttpStatusCode.OK, await calls.CallAsync(gateway, key.Token, MaxTokens(490_000)));
        using var control = await ControlApi.OpenAsync(gateway);
        Assert.Empty(calls.Completed.Except(await control.RequestIdsAsync(calls.Completed)));
        var cost = (await control.EventsAsync()).Sum(e => (decimal?)e["cost_usd"] ?? 0);
        Assert.Equal(calls.Completed.Count * 0.0000975m, cost);
    }

    private static Action<JsonObject> MaxTokens(int most) => body => body["max_tokens"] = most;

    private static Task<GatewayProcess> StartAsync(string database, string? policy = null) => GatewayProcess.StartAsync(new GatewayProcessOptions
    {
        Policy = policy,
        Environment = new Dictionary<string, string?> { ["KEEPTRUSTS_DATABASE"] = database, [Policies.ProviderKeyVariable] = Policies.ProviderKey },
    });
}
