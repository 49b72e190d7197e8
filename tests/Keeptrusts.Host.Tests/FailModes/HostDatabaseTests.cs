using System.Net;
using System.Text.Json.Nodes;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Running;
using Microsoft.Data.Sqlite;

namespace Keeptrusts.Host.Tests.FailModes;

/// <summary>The database of a host alone, which somebody else holds (a backup, say): no call waits for it.</summary>
public sealed class HostDatabaseTests
{
    [Fact]
    public async Task Sqlite_HeldBySomebodyElse_ServesOnAndShipsEveryEventAfterwards()
    {
        await using var host = await RunningHost.StartAsync();
        var key = (await host.CreateTokenAsync(new { name = "laptop", template = "standard-prod" })).GetProperty("key").GetString()!;
        var ids = new List<string>();
        await CallAsync(host, key, ids);

        await using (var held = new SqliteConnection(DatabaseAddress.Sqlite(host.Data).ConnectionString + ";Pooling=false"))
        {
            await held.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = held.CreateCommand();
            command.CommandText = "BEGIN EXCLUSIVE";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
            for (var i = 0; i < 25; i++)
            {
                await CallAsync(host, key, ids);
            }

            var ready = JsonNode.Parse(await host.Http.GetStringAsync(host.Gateway + "/readyz", TestContext.Current.CancellationToken))!;
            TestContext.Current.TestOutputHelper!.WriteLine(ready.ToJsonString());
            Assert.Equal("ready", (string?)ready["status"]);
        }

        for (var round = 0; ; round++)
        {
            var (_, events) = await host.AskAsync(HttpMethod.Get, "/v1/events?limit=100");
            var shipped = events.GetProperty("data").EnumerateArray().Select(e => e.GetProperty("request_id").GetString()!).ToList();
            if (ids.All(shipped.Contains))
            {
                Assert.Equal(shipped.Count, shipped.Distinct().Count());
                return;
            }

            Assert.True(round < 400, $"{ids.Except(shipped).Count()} events are missing");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static async Task CallAsync(RunningHost host, string key, List<string> ids)
    {
        using var answer = await host.CallAsync(key);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        ids.Add(answer.Headers.GetValues("x-request-id").Single());
    }
}
