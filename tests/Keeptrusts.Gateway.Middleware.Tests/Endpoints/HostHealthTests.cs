using Keeptrusts.Gateway.Middleware.Ports;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;
using Microsoft.Extensions.DependencyInjection;

namespace Keeptrusts.Gateway.Middleware.Tests.Endpoints;

public sealed class HostHealthTests
{
    private const string Hi = """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}""";

    [Fact]
    public async Task Ready_SomethingIsAway_SaysWhatAndSinceWhen()
    {
        var host = new FakeHealth { Facts = [new("database", "unreachable", new(2026, 11, 23, 15, 0, 0, TimeSpan.Zero)), new("budgets", "leases only")] };
        await using var gateway = await TestGateway.StartAsync(supply: services => services.AddSingleton<IHostHealth>(host));

        Assert.Equal((200, """{"status":"ready","database":"unreachable","database_since":"2026-11-23T15:00:00Z","budgets":"leases only"}"""), await ReadyAsync(gateway));
        Assert.Equal(200, (await gateway.CallAsync(Hi)).Status);
    }

    [Fact]
    public async Task Call_ConfigurationStale_IsRefusedUntilItIsNot()
    {
        var host = new FakeHealth { StaleSince = new(2026, 11, 23, 15, 0, 0, TimeSpan.Zero) };
        await using var gateway = await TestGateway.StartAsync(supply: services => services.AddSingleton<IHostHealth>(host));

        var answer = await gateway.CallAsync(Hi);
        Assert.Equal((503, "server_error", "config_stale"), (answer.Status, answer.Error["type"]!.GetValue<string>(), answer.Error["code"]!.GetValue<string>()));
        Assert.Equal(503, (await ReadyAsync(gateway)).Status);

        host.StaleSince = null;
        Assert.Equal(200, (await gateway.CallAsync(Hi)).Status);
        Assert.Equal((200, """{"status":"ready"}"""), await ReadyAsync(gateway));
    }

    [Fact]
    public async Task Overload_ManyCallsAtOnce_ShedsThemAndStillAnswersForItself()
    {
        await using var gateway = await TestGateway.StartAsync(configure: options => options.MaxConcurrentCalls = 8);
        using var stop = new CancellationTokenSource();
        var silent = Enumerable.Range(0, 8).Select(_ =>
        {
            gateway.Upstream.Enqueue(new SilentReply());
            return gateway.SendAsync(Hi, cancellationToken: stop.Token);
        }).ToList();
        while (gateway.Upstream.Calls.Count < 8)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        var shed = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => gateway.CallAsync(Hi)));
        Assert.All(shed, answer => Assert.Equal((503, "overloaded"), (answer.Status, answer.Error["code"]!.GetValue<string>())));
        Assert.Equal(8, gateway.Upstream.Calls.Count);
        Assert.Equal((200, """{"status":"ready"}"""), await ReadyAsync(gateway));
        await stop.CancelAsync();
        await Task.WhenAny(Task.WhenAll(silent));
    }

    private static async Task<(int Status, string Text)> ReadyAsync(TestGateway gateway)
    {
        using var response = await gateway.Client.GetAsync(new Uri("/readyz", UriKind.Relative), TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private sealed class FakeHealth : IHostHealth
    {
        public DateTimeOffset? StaleSince { get; set; }

        public IReadOnlyList<HealthFact> Facts { get; init; } = [];
    }
}
