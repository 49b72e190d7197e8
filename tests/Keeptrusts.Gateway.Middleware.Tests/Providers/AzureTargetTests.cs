using Keeptrusts.Gateway.Middleware.Tests.Fakes;

namespace Keeptrusts.Gateway.Middleware.Tests.Providers;

/// <summary>Targets of Azure OpenAI: their path, their version, their way of showing a key.</summary>
public sealed class AzureTargetTests
{
    [Theory]
    [InlineData("gpt-4o", "/openai/deployments/prod-4o/chat/completions")]
    [InlineData("gpt-4o-mini", "/openai/deployments/gpt-4o-mini/chat/completions")]
    [InlineData("a/../b?c", "/openai/deployments/a%2F..%2Fb%3Fc/chat/completions")]
    public async Task Call_OfAModel_GoesToItsDeployment(string model, string path)
    {
        await using var routed = await RoutedGateway.StartAsync("routing: {}", second: null, third: null);
        var endpoint = routed.First.BaseUrl.GetLeftPart(UriPartial.Authority);
        foreach (var address in (string[])[endpoint, endpoint + "/", endpoint + "/openai/"])
        {
            routed.Gateway.Load(Yaml(address));
            Assert.Equal(200, (await routed.CallAsync($$"""{"model":"{{model}}","messages":[]}""")).Status);
        }

        Assert.All(routed.First.Calls, sent =>
        {
            Assert.Equal(Uri.UnescapeDataString(path), Uri.UnescapeDataString(sent.Path));
            Assert.Equal("?api-version=2025-01-01-preview", sent.Query);
            Assert.Equal((TestGateway.ProviderKey, null), (sent.Header("api-key"), sent.Header("Authorization")));
        });
        Assert.Equal(3, routed.First.Calls.Count);
    }

    private static string Yaml(string address) => $$"""
        pack: { name: team-dev, version: 1.0.0, enabled: true }
        variables: { UPSTREAM_KEY: { from: env } }
        providers:
          targets:
            - { id: azure, provider: azure-openai, base_url: "{{address}}", secret_key_ref: { env: UPSTREAM_KEY }, models: ["*"], api_version: 2025-01-01-preview, deployments: { gpt-4o: prod-4o } }
        policies: { chain: [audit-logger] }
        policy:
          audit-logger: { retention_days: 90 }
        """;
}
