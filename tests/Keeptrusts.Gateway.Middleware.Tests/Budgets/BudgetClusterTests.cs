using Keeptrusts.Gateway.Middleware.Tests.Budgets.Cluster;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Gateway.Middleware.Tests.Budgets;

/// <summary>Promise 3 over several gateways: thousands of interleavings with failures, disconnects, restarts, window edges and jumps of time.</summary>
public sealed class BudgetClusterTests
{
    [Theory]
    [InlineData(0, false)]
    [InlineData(25, false)]
    [InlineData(25, true)]
    public async Task Cluster_RandomInterleavings_NeverPassesACapAndLeavesNothingReserved(int failuresIn100, bool lossy)
    {
        var refused = 0;
        for (var seed = 0; seed < 60; seed++)
        {
            var time = new FakeTimeProvider(new(2026, 11, 23, 15, 30, 0, TimeSpan.Zero));
            var authority = new FakeAuthority(time);
            using var cluster = new BudgetCluster(authority, authority, time, new(seed), failuresIn100, lossy);
            authority.OnRecall = _ => cluster.ReturnIdleAsync();
            for (var step = 0; step < 60; step++)
            {
                await cluster.StepAsync();
            }

            await cluster.QuietAsync();
            refused += cluster.Refused;
        }

        Assert.True(refused > 100, "the caps were never reached, so this tested nothing");
    }
}
