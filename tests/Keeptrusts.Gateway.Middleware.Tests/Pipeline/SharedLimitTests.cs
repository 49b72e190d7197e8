using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Calls;
using Microsoft.Extensions.DependencyInjection;

namespace Keeptrusts.Gateway.Middleware.Tests.Pipeline;

/// <summary>Limits of which this gateway has a share only.</summary>
public sealed class SharedLimitTests
{
    private const string Hi = """{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}""";
    private const string Limit = "rate-limit: { requests: 10, max_parallel_requests: 5, scope: key }";

    [Fact]
    public async Task Call_ShareEmpty_WaitsForItsRefillAndIsServed()
    {
        RefillingCounters counters = null!;
        await using var gateway = await TestGateway.StartAsync(more: Limit, supply: services => services.AddSingleton<ICounterStore>(host => counters = new(host.GetRequiredService<TimeProvider>())));

        var call = gateway.CallAsync(Hi);
        await counters.Asked.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        counters.Refill.SetResult();
        var answer = await call;

        Assert.Equal((200, "10", "9", "7s"), (answer.Status, answer["x-ratelimit-limit-requests"], answer["x-ratelimit-remaining-requests"], answer["x-ratelimit-reset-requests"]));
        Assert.Equal(0, counters.Running);
        Assert.Single((await gateway.EventAsync()).PolicyResults, p => p.Name == "rate-limit");
    }

    [Fact]
    public async Task Call_SharesOfSeveralLimitsEmpty_WaitsForOneAfterTheOther()
    {
        var places = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        RefillingCounters counters = null!;
        await using var gateway = await TestGateway.StartAsync(
            more: Limit, supply: services => services.AddSingleton<ICounterStore>(host => counters = new(host.GetRequiredService<TimeProvider>()) { Places = places.Task }));

        var call = gateway.CallAsync(Hi);
        places.SetResult();
        await counters.Asked.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        counters.Refill.SetResult();

        Assert.Equal(200, (await call).Status);
        Assert.Equal(0, counters.Running);
    }

    [Fact]
    public async Task Call_ShareStaysEmpty_IsRefusedAfterAWhile()
    {
        RefillingCounters counters = null!;
        await using var gateway = await TestGateway.StartAsync(more: Limit, supply: services => services.AddSingleton<ICounterStore>(host => counters = new(host.GetRequiredService<TimeProvider>())));

        var call = gateway.CallAsync(Hi);
        await counters.Asked.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        while (!call.IsCompleted)
        {
            // The call may not wait yet; what it waits is two seconds of this clock.
            gateway.Time.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.Equal((429, "rate_limit_exceeded"), ((await call).Status, (await call).Error["code"]!.GetValue<string>()));
        Assert.Equal(0, counters.Running);
    }
}
