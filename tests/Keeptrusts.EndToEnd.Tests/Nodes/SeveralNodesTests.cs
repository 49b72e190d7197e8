using System.Net;
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
        List<TimeSpan> lags = [];
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
            lags.Add(lag);
        }

        // The quickest of them: a slow one says something of the machine, all slow ones of the gateway.
        TestContext.Current.TestOutputHelper!.WriteLine($"revoked on one node, refused on the other after {string.Join(", ", lags.Select(lag => $"{lag.TotalMilliseconds:0}"))} ms");
        Assert.True(lags.Min() < TimeSpan.FromSeconds(1), $"{lags.Min()}");
    }

    private static Task<GatewayProcess> StartAsync(string database) => GatewayProcess.StartAsync(new GatewayProcessOptions
    {
        Environment = new Dictionary<string, string?> { ["KEEPTRUSTS_DATABASE"] = database },
    });
}
