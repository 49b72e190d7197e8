using Keeptrusts.Testing.Processes;

namespace Keeptrusts.EndToEnd.Tests.Nodes;

/// <summary>A gateway node without a database: <c>kt gateway run</c>.</summary>
public sealed class LinkedNodeTests
{
    [Fact]
    public async Task Token_OfAnotherRole_IsNotLetIn()
    {
        await using var up = await GatewayProcess.StartAsync();
        var token = (string)(await up.KtAsync("tokens", "create", "--type", "control", "--role", "admin", "--name", "boss", "--expires-in", "1d", "--json")).MustSucceed().Json["key"]!;

        var refused = await GatewayProcess.StartExpectingExitAsync(new GatewayProcessOptions
        {
            Command = ["gateway", "run", "--control-plane", up.ControlUrl.ToString()],
            Environment = new Dictionary<string, string?> { ["KEEPTRUSTS_GATEWAY_TOKEN"] = token },
        });

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("has not the role `gateway`", refused.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(token, refused.Output, StringComparison.Ordinal);
    }
}
