using Keeptrusts.Gateway.Middleware.Tests.Budgets.Cluster;
using Keeptrusts.Host.Storage;
using Keeptrusts.Host.Tests.Storage;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Host.Tests.Budgets;

/// <summary>Promise 3 over the real databases: two to four gateways with failures, disconnects, restarts, fences, window edges and jumps of time.</summary>
public sealed class BudgetClusterTests
{
    [Theory]
    [InlineData("Sqlite", 0, false)]
    [InlineData("Sqlite", 20, false)]
    [InlineData("Sqlite", 20, true)]
    [InlineData("PostgreSql", 0, false)]
    [InlineData("PostgreSql", 20, false)]
    [InlineData("PostgreSql", 20, true)]
    public async Task Cluster_RandomInterleavings_NeverPassesACapAndLeavesNothingReserved(string provider, int failuresIn100, bool lossy)
    {
        var refused = 0;
        for (var seed = 0; seed < 8; seed++)
        {
            await using var test = await TestDatabase.CreateAsync(Enum.Parse<DatabaseProvider>(provider));
            var time = new FakeTimeProvider(new(2026, 11, 23, 15, 30, 0, TimeSpan.Zero));

            // Where nothing fails, everybody answers a recall in the end, and no refusal may come of a slow machine. What is cut off never answers.
            var authority = new DatabaseAuthority(test.Database, time, failuresIn100 == 0 ? new EndlessPatience() : TimeProvider.System);
            using var cluster = new BudgetCluster(authority.Authority, authority, time, new(seed), failuresIn100, lossy);
            authority.OnRecall = cluster.Recall;
            for (var step = 0; step < 80; step++)
            {
                await cluster.StepAsync();
            }

            await cluster.QuietAsync();
            refused += cluster.Refused;
        }

        Assert.True(refused > 10, "the caps were never reached, so this tested nothing");
    }
}
