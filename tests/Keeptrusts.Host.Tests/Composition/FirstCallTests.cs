using System.Net;
using Keeptrusts.Host.Tests.Running;
using Microsoft.Extensions.Time.Testing;

namespace Keeptrusts.Host.Tests.Composition;

/// <summary>A gateway that nobody else shares a limit with knows its limits by itself.</summary>
public sealed class FirstCallTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Call_FirstOfAKeyWithSeveralLimits_IsServed(bool isFrozen)
    {
        await using var host = await RunningHost.StartAsync(time: isFrozen ? new FakeTimeProvider(DateTimeOffset.UtcNow) : null);
        for (var i = 0; i < 5; i++)
        {
            var key = await host.CreateTokenAsync(new { name = $"k{i}", template = "standard-prod" });
            using var answer = await host.CallAsync(key.GetProperty("key").GetString()!);
            Assert.Equal((HttpStatusCode.OK, ""), (answer.StatusCode, answer.IsSuccessStatusCode ? "" : await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        }
    }
}
