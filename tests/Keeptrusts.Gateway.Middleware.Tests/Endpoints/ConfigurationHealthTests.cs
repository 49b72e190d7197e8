using Keeptrusts.Gateway.Middleware.Tests.Fakes;

namespace Keeptrusts.Gateway.Middleware.Tests.Endpoints;

public sealed class ConfigurationHealthTests
{
    [Fact]
    public async Task Ready_AfterARejection_SaysSoUntilADocumentIsAccepted()
    {
        await using var gateway = await TestGateway.StartAsync();
        Assert.Equal("""{"status":"ready"}""", await ReadyAsync(gateway));

        await gateway.Health.RejectedAsync("team-dev", "team-dev@3", "KT1002");

        Assert.Equal("""{"status":"ready","configuration":"rejected","rejected_at":"2026-11-23T15:30:00Z","first_diagnostic":"KT1002","in_force":"team-dev@3"}""", await ReadyAsync(gateway));
        var recorded = await gateway.EventAsync();
        Assert.Equal(("config_rejected", "KT1002", "team-dev@3", "local-gw"), (recorded.EventType, recorded.ReasonCode, recorded.ConfigVersion, recorded.Gateway));
        Assert.Equal(200, (await gateway.CallAsync("""{"model":"gpt-4o","messages":[{"role":"user","content":"hi"}]}""")).Status);

        gateway.Health.Accepted("another");
        Assert.NotNull(gateway.Health.Rejection);
        gateway.Health.Accepted("team-dev");
        Assert.Equal("""{"status":"ready"}""", await ReadyAsync(gateway));
    }

    private static async Task<string> ReadyAsync(TestGateway gateway)
    {
        using var response = await gateway.Client.GetAsync(new Uri("/readyz", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
