using Keeptrusts.Host.Tests.Running;
using Microsoft.OpenApi;

namespace Keeptrusts.Host.Tests.Api;

public sealed class OpenApiTests : IAsyncLifetime
{
    private RunningHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await RunningHost.StartAsync();

    public async ValueTask DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Document_ReadByAnotherLibrary_HasNoError()
    {
        var text = await _host.Http.GetStringAsync(new Uri($"{_host.Control}/v1/openapi.json"));
        var read = OpenApiDocument.Parse(text, "json");
        Assert.Empty(read.Diagnostic!.Errors.Select(e => e.Message));
        Assert.Empty(read.Diagnostic.Warnings.Select(w => w.Message));
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, read.Diagnostic.SpecificationVersion);
        var create = read.Document!.Paths["/v1/tokens"].Operations![HttpMethod.Post];
        Assert.Contains("expires_in", create.RequestBody!.Content!["application/json"].Schema!.Properties!.Keys);
        Assert.Contains("key", create.Responses!["201"].Content!["application/json"].Schema!.Properties!.Keys);
    }

    [Fact]
    public async Task Operations_Ids_AreUnique()
    {
        var ids = (await ApiDocument.EndpointsAsync(_host)).Select(e => e.Operation.Text("operationId")).ToList();
        Assert.Equal(ids.Distinct().Count(), ids.Count);
    }

    [Fact]
    public async Task Lists_AllOfThem_HavePages()
    {
        foreach (var (method, path, operation) in await ApiDocument.EndpointsAsync(_host))
        {
            var answer = operation.GetProperty("responses").EnumerateObject().First().Value;
            if (method == "GET" && answer.TryGetProperty("content", out var content) && content.ToString().Contains("Page\"", StringComparison.Ordinal))
            {
                var parameters = operation.GetProperty("parameters").EnumerateArray().Select(p => p.Text("name")).ToList();
                Assert.True(parameters.Contains("limit") && parameters.Contains("cursor"), $"{path} lists without pages");
            }
        }
    }

    [Fact]
    public async Task Creations_AllOfThem_TakeAnIdempotencyKey()
    {
        foreach (var (_, path, operation) in (await ApiDocument.EndpointsAsync(_host)).Where(e => e.Operation.GetProperty("responses").TryGetProperty("201", out _)))
        {
            Assert.True(operation.GetProperty("parameters").EnumerateArray().Any(p => p.Text("name") == "Idempotency-Key"), $"{path} creates without an Idempotency-Key");
        }
    }
}
