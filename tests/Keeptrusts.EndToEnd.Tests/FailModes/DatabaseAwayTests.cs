using System.Diagnostics;
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

        // Room goes back after a second without a call. Where a slow machine lets that pass just before the server is gone, it is taken away once more.
        for (var attempt = 1; !await StopInUseAsync(server, gateway, () => calls.CallAsync(gateway, key.Token, MaxTokens(100)), calls); attempt++)
        {
            Assert.True(attempt < 5, "room that is used each moment was lost five times");
            await server.ResumeAsync();
            await calls.UntilReadyAsync(gateway, r => r.Count == 2);
            Assert.Equal(HttpStatusCode.OK, await calls.CallAsync(gateway, key.Token, MaxTokens(100)));
        }

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

    /// <summary>Stops the server while the gateway serves calls, until it knows that the server is gone.</summary>
    /// <returns>Whether it served them all.</returns>
    private static async Task<bool> StopInUseAsync(PostgreSqlServer server, GatewayProcess gateway, Func<Task<HttpStatusCode>> call, NodeCalls calls)
    {
        var served = true;
        var since = Stopwatch.GetTimestamp();
        var stopping = server.StopAsync();
        do
        {
            var status = await call();
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.TooManyRequests, $"{status}; the log:\n{gateway.Log}");
            Assert.True(Stopwatch.GetElapsedTime(since) < TimeSpan.FromMinutes(1), $"the gateway does not notice that the database is gone; the log:\n{gateway.Log}");
            served &= status == HttpStatusCode.OK;
        }
        while (!stopping.IsCompletedSuccessfully || (string?)(await calls.ReadyAsync(gateway))["budgets"] != "leases only");
        return served;
    }

    private static Action<JsonObject> MaxTokens(int most) => body => body["max_tokens"] = most;

    private static Task<GatewayProcess> StartAsync(string database, string? policy = null) => GatewayProcess.StartAsync(new GatewayProcessOptions
    {
        Policy = policy,
        Environment = new Dictionary<string, string?> { ["KEEPTRUSTS_DATABASE"] = database, [Policies.ProviderKeyVariable] = Policies.ProviderKey },
    });
}
