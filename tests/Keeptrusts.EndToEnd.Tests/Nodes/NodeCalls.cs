using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.EndToEnd.Tests.Nodes;

/// <summary>Calls to one of several gateways, and waiting for what it says.</summary>
internal sealed class NodeCalls : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromMinutes(1) };

    /// <summary>Ids of the calls that ended well.</summary>
    public List<string> Completed { get; } = [];

    public async Task<HttpStatusCode> CallAsync(GatewayProcess gateway, string key, Action<JsonObject>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Url, "/v1/chat/completions"))
        {
            Content = new StringContent(Requests.Chat("hello", change: change), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await _http.SendAsync(request);
        await response.Content.ReadAsByteArrayAsync();
        if (response.IsSuccessStatusCode)
        {
            Completed.Add(response.Headers.GetValues("x-request-id").Single());
        }

        return response.StatusCode;
    }

    public async Task<JsonObject> ReadyAsync(GatewayProcess gateway)
    {
        using var response = await _http.GetAsync(new Uri(gateway.Url, "/readyz"));
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        answer["http"] = (int)response.StatusCode;
        return answer;
    }

    /// <summary>Calls until a status comes.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> UntilAsync(GatewayProcess gateway, string key, HttpStatusCode status)
    {
        var since = Stopwatch.GetTimestamp();
        HttpStatusCode last;
        while ((last = await CallAsync(gateway, key)) != status)
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < Patience, $"still {last} instead of {status}; the log:\n{gateway.Log}");
            await Task.Delay(10);
        }

        return Stopwatch.GetElapsedTime(since);
    }

    /// <summary>Asks until the gateway says something of itself.</summary>
    public async Task<JsonObject> UntilReadyAsync(GatewayProcess gateway, Func<JsonObject, bool> says)
    {
        var since = Stopwatch.GetTimestamp();
        JsonObject last;
        while (!says(last = await ReadyAsync(gateway)))
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < Patience, $"/readyz still says {last.ToJsonString()}; the log:\n{gateway.Log}");
            await Task.Delay(50);
        }

        return last;
    }

    public void Dispose() => _http.Dispose();
}
