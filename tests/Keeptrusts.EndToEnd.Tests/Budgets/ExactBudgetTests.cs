using System.Text.Json.Nodes;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Databases;
using Keeptrusts.Testing.Processes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Budgets;

/// <summary>Promise 3 on real processes: the ledger never passes the cap, nearly all of it is usable, and afterwards nothing is reserved.</summary>
public sealed class ExactBudgetTests
{
    private const decimal Cap = 0.50m;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Callers_TwoHundredOfOneTeam_SpendTheCapAndNoMore()
    {
        await using var upstream = await MockUpstream.StartAsync();
        Spenders.Trouble(upstream);
        await using var host = await StartAsync(upstream, null);
        var key = await host.CreateKeyAsync();
        using var control = await ControlApi.OpenAsync(host);
        using var spenders = new Spenders();

        await WatchedAsync([control], spenders.SpendAsync(host, key.Token, 200));

        await QuietAsync(control);
        var shown = JsonNode.Parse((await host.KtAsync("budget", "show", "--json")).MustSucceed().Output)!.AsArray().Single(budget => (string?)budget!["id"] == "default")!;
        Assert.Equal(("team", "day", Cap, 0m), ((string?)shown["scope"], (string?)shown["window"], (decimal)shown["hard_cap_usd"]!, (decimal)shown["reserved_usd"]!));
        Assert.InRange((decimal)shown["spent_usd"]!, Cap * 0.95m, Cap);
        Assert.Equal(Cap, (decimal)shown["spent_usd"]! + (decimal)shown["remaining_usd"]!);
        Assert.True(spenders.Served > 50);
    }

    [Fact]
    public async Task Budget_SetShownAndCleared_IsThereAtOnce()
    {
        await using var upstream = await MockUpstream.StartAsync();
        await using var host = await StartAsync(upstream, null);
        (await host.KtAsync("budget", "set", "--scope", "team", "--id", "default", "--window", "hour", "--hard-cap-usd", "0.001", "--soft-cap-usd", "0.0005")).MustSucceed();
        using var spenders = new Spenders();
        await spenders.SpendAsync(host, (await host.CreateKeyAsync()).Token, 1);
        Assert.Equal((0, 6), (spenders.Served, spenders.Refused));

        var shown = (await host.KtAsync("budget", "show")).MustSucceed().Output.Split('\n');
        Assert.StartsWith("SCOPE\tID\tWINDOW\tSOFT CAP\tHARD CAP\tSPENT\tRESERVED\tREMAINING\tRESETS", shown[0], StringComparison.Ordinal);
        Assert.StartsWith("team\tdefault\thour\t$0.0005\t$0.001\t$0.00\t$0.00\t$0.001\t", shown[1], StringComparison.Ordinal);
        Assert.StartsWith("team\tdefault\tday\t", shown[2], StringComparison.Ordinal);
        (await host.KtAsync("budget", "set", "--scope", "team", "--id", "default", "--window", "hour", "--clear")).MustSucceed();
        Assert.Single(JsonNode.Parse((await host.KtAsync("budget", "show", "--json")).MustSucceed().Output)!.AsArray());
    }

    [Fact]
    public async Task Kill_UnderLoadAndRestart_KeepsTheBookWithinTheCap()
    {
        await using var upstream = await MockUpstream.StartAsync();
        Spenders.Trouble(upstream);
        await using var first = await StartAsync(upstream, null);
        var key = await first.CreateKeyAsync();
        using var before = new Spenders();
        var spending = before.SpendAsync(first, key.Token, 100);
        await Task.WhenAny(spending, UntilAsync(() => before.Served > 40));
        await first.KillAsync();
        await spending;

        await using var second = await first.RestartAsync();
        using var control = await ControlApi.OpenAsync(second);
        using var after = new Spenders();
        await WatchedAsync([control], after.SpendAsync(second, key.Token, 100));

        await QuietAsync(control);
        var (spent, _) = await StandingAsync(control);
        Assert.InRange(spent, Cap * 0.95m, Cap);
    }

    [Fact]
    public async Task ThreeGateways_OneKilled_SpendTheCapAndNoMore()
    {
        Assert.SkipWhen(PostgreSqlServer.Missing is not null, PostgreSqlServer.Missing ?? "");
        var database = await (await PostgreSqlServer.SharedAsync()).CreateDatabaseAsync();
        await using var upstream = await MockUpstream.StartAsync();
        Spenders.Trouble(upstream);
        await using var first = await StartAsync(upstream, database);
        var key = await first.CreateKeyAsync();
        await using var second = await StartAsync(upstream, database);
        await using var third = await StartAsync(upstream, database);
        using var control = await ControlApi.OpenAsync(first);
        using var spenders = new Spenders();

        await WatchedAsync([control], Task.WhenAll(
            spenders.SpendAsync(first, key.Token, 70), spenders.SpendAsync(second, key.Token, 70), spenders.SpendAsync(third, key.Token, 60), KillAsync()));

        await QuietAsync(control);
        var (spent, _) = await StandingAsync(control);
        Assert.InRange(spent, Cap * 0.95m, Cap);

        // What the killed one held counts as spent until its journal says what it was.
        await using var again = await third.RestartAsync();
        await QuietAsync(control);
        var (settled, reserved) = await StandingAsync(control);
        Assert.InRange(settled, Cap * 0.8m, spent);
        Assert.Equal(0, reserved);

        async Task KillAsync()
        {
            await UntilAsync(() => spenders.Served > 60);
            await third.KillAsync();
        }
    }

    private static Task<GatewayProcess> StartAsync(MockUpstream upstream, string? database) => GatewayProcess.StartAsync(new GatewayProcessOptions
    {
        Policy = Policies.TeamCapped(upstream.BaseUrl, "0.50"),
        Environment = new Dictionary<string, string?> { [Policies.ProviderKeyVariable] = Policies.ProviderKey, ["KEEPTRUSTS_DATABASE"] = database },
    });

    /// <summary>Reads the book again and again while callers spend.</summary>
    private static async Task WatchedAsync(IReadOnlyList<ControlApi> controls, Task spending)
    {
        while (!spending.IsCompleted)
        {
            foreach (var control in controls)
            {
                var (spent, reserved) = await StandingAsync(control);
                Assert.True(spent + reserved <= Cap, $"the ledger passed the cap: {spent} + {reserved}");
            }

            await Task.WhenAny(spending, Task.Delay(50));
        }

        await spending;
    }

    private static async Task QuietAsync(ControlApi control)
    {
        using var limit = new CancellationTokenSource(Quiet);
        while ((await StandingAsync(control)).Reserved > 0)
        {
            await Task.Delay(200, limit.Token);
        }
    }

    private static async Task UntilAsync(Func<bool> done)
    {
        while (!done())
        {
            await Task.Delay(5);
        }
    }

    private static async Task<(decimal Spent, decimal Reserved)> StandingAsync(ControlApi control)
    {
        var budget = (await control.BudgetsAsync()).Single(budget => (string?)budget["id"] == "default");
        return ((decimal)budget["spent_usd"]!, (decimal)budget["reserved_usd"]!);
    }
}
