using System.Text.Json;
using Keeptrusts.Host.Tests.Running;

namespace Keeptrusts.Host.Tests.Api;

/// <summary>The OpenAPI document as a stranger fetches it.</summary>
internal static class ApiDocument
{
    public static async Task<JsonElement> FetchAsync(RunningHost host) => JsonElement.Parse(await host.Http.GetStringAsync(new Uri($"{host.Control}/v1/openapi.json")));

    public static async Task<IReadOnlyList<(string Method, string Path, JsonElement Operation)>> EndpointsAsync(RunningHost host) =>
    [
        .. (await FetchAsync(host)).GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(operation => (operation.Name.ToUpperInvariant(), path.Name, operation.Value))),
    ];
}
