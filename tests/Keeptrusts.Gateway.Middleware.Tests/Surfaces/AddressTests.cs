using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.Providers;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Tests.Surfaces;

public sealed class AddressTests
{
    private static readonly TargetPlan OpenAI = new() { Id = "a", Provider = "openai", BaseUrl = new Uri("https://api.openai.com/v1") };
    private static readonly TargetPlan Azure = new() { Id = "b", Provider = "azure-openai", BaseUrl = new Uri("https://x.openai.azure.com"), ApiVersion = "2024-10-21" };

    [Fact]
    public void Of_Surface_IsItsOwnPath()
    {
        var addresses = new UpstreamAddresses();
        foreach (var surface in Surface.All)
        {
            Assert.Equal("https://api.openai.com/v1" + surface.Path, addresses.Of(OpenAI, "gpt-4o", surface).AbsoluteUri);
        }

        Assert.Equal("https://x.openai.azure.com/openai/deployments/gpt-4o/embeddings?api-version=2024-10-21", addresses.Of(Azure, "gpt-4o", Surface.Embeddings).AbsoluteUri);
        Assert.Equal("https://x.openai.azure.com/openai/deployments/a%2Fb/completions?api-version=2024-10-21", addresses.Of(Azure, "a/b", Surface.Completions).AbsoluteUri);
        Assert.Equal("https://x.openai.azure.com/openai/v1/responses", addresses.Of(Azure, "gpt-4o", Surface.Responses).AbsoluteUri);
    }
}
