using Keeptrusts.Gateway.Middleware.Tests.FailureModes;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;

namespace Keeptrusts.Gateway.Middleware.Tests.Endpoints;

/// <summary>Models whose name has a slash, named by an address: as clients write them, and never read as another name than the one that is granted, asked for and recorded.</summary>
public sealed class SlashedModelTests
{
    private const string Models = "[meta/llama-3, gpt-4o, 'mistral*', 'odd%2Fname']";

    [Theory]
    [InlineData("meta%2Fllama-3", "meta/llama-3")]
    [InlineData("meta%2fllama%2D3", "meta/llama-3")]
    [InlineData("meta/llama-3", "meta/llama-3")]
    [InlineData("META%2FLlama-3", "meta/llama-3")]
    [InlineData("odd%252Fname", "odd%2Fname")]
    [InlineData("odd%2Fname", null)]
    [InlineData("meta%252Fllama-3", null)]
    [InlineData("meta%2Fother", null)]
    [InlineData("meta%2F..%2Fgpt-4o", null)]
    [InlineData("x%2F..%2F..%2Fmodels%2Fgpt-4o", null)]
    [InlineData("gpt-4o", "gpt-4o")]
    [InlineData("gpt-4o?x=%2F", "gpt-4o")]
    [InlineData("mistral-large", "mistral-large")]
    [InlineData("mistral%2Flarge%20%C3%A4", "mistral/large ä")]
    [InlineData("Mistral%2Flarge", "Mistral/large")]
    [InlineData("mistral-denied", null)]
    [InlineData("mistral%2Fdenied", null)]
    [InlineData("mistral%252Fdenied", "mistral%2Fdenied")]
    public async Task Model_ByItsAddress_IsTheOneThatACallGets(string written, string? model)
    {
        await using var gateway = await StartAsync();
        foreach (var path in (string[])["/v1/models/", "/openai/models/", "/openai/v1/models/"])
        {
            var answer = await GetAsync(gateway, path + written, gateway.Token);
            Assert.Equal(model is null ? 404 : 200, answer.Status);
            Assert.Equal(model ?? "model_not_found", (model is null ? answer.Error["code"] : answer.Json["id"])!.GetValue<string>());
        }

        Assert.Empty(gateway.Upstream.Requests);
    }

    [Theory]
    [InlineData("meta/*", "meta%2Fllama-3", 200)]
    [InlineData("meta/*", "mistral-large", 404)]
    [InlineData("mistral-l*", "mistral-large", 200)]
    [InlineData("mistral-l*", "mistral-small", 404)]
    public async Task Model_ByItsAddress_TheKeyMustAllowIt(string allowed, string written, int status)
    {
        await using var gateway = await StartAsync();
        Assert.Equal(status, (await GetAsync(gateway, "/v1/models/" + written, gateway.Add(Calls.Key with { AllowedModels = [allowed] }))).Status);
    }

    [Theory]
    [InlineData("meta%2Fllama-3", 200, "meta/llama-3")]
    [InlineData("meta%2fllama-3", 200, "meta/llama-3")]
    [InlineData("odd%252Fname", 200, "odd%2Fname")]
    [InlineData("odd%2Fname", 404, "odd/name")]
    [InlineData("meta%252Fllama-3", 404, "meta%2Fllama-3")]
    [InlineData("mistral%2Fdenied", 403, "mistral/denied")]
    [InlineData("mistral%2Fx%2F..%2Fdenied", 200, "mistral/x/../denied")]
    public async Task Deployment_WithASlash_IsGrantedAskedForAndRecordedAlike(string written, int status, string model)
    {
        await using var gateway = await StartAsync();
        foreach (var end in (string[])["/chat/completions", "/chat/completions/?api-version=2024-10-21&x=a%2Fb"])
        {
            using var client = await RawClient.SendAsync(
                gateway.Client, RawClient.Post($"/openai/deployments/{written}{end}", """{"messages":[{"role":"user","content":"hi"}]}""", $"api-key: {gateway.Token}\r\nConnection: close\r\n"));
            await client.ReadToEndAsync();
            Assert.True(status == client.Status, client.Heard);
        }

        Assert.Equal(model, (await gateway.EventAsync(2)).Model);
        Assert.All(gateway.Upstream.Requests, sent => Assert.Equal($$"""{"model":"{{model}}","messages":[{"role":"user","content":"hi"}]}""", sent.Text));
        Assert.Equal(status == 200 ? 2 : 0, gateway.Upstream.Requests.Count);
    }

    private static async Task<TestGateway> StartAsync()
    {
        var gateway = await TestGateway.StartAsync();
        gateway.Load(TestGateway.Yaml(gateway.Upstream, null, "model-allowlist: { deny: ['mistral-denied', 'mistral/denied'] }").Replace("[gpt-4o, gpt-4o-mini]", Models, StringComparison.Ordinal));
        return gateway;
    }

    // As it is written: a client's own class for addresses might read it its own way.
    private static async Task<ClientAnswer> GetAsync(TestGateway gateway, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway.Client.BaseAddress!.AbsoluteUri.TrimEnd('/') + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.Authorization = new("Bearer", token);
        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await ClientAnswer.ReadAsync(response);
    }
}
