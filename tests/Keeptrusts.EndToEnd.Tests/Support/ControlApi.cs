using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Keeptrusts.Testing.Processes;

namespace Keeptrusts.EndToEnd.Tests.Support;

/// <summary>The control plane of a started host, over HTTP with a control token.</summary>
internal sealed class ControlApi : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;

    private ControlApi(HttpClient http) => _http = http;

    public static async Task<ControlApi> OpenAsync(GatewayProcess host)
    {
        var made = (await host.KtAsync("tokens", "create", "--type", "control", "--name", "end-to-end-" + Guid.NewGuid().ToString("N")[..8], "--role", "admin", "--expires-in", "1d", "--json")).MustSucceed();
        var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = host.ControlUrl };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string?)made.Json["key"]);
        return new ControlApi(http);
    }

    /// <summary>The event of a call; waits until it was shipped.</summary>
    public async Task<JsonObject> EventAsync(string requestId)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            using var response = await _http.GetAsync(new Uri($"/v1/events/{requestId}", UriKind.Relative), limit.Token);
            if (response.StatusCode != HttpStatusCode.NotFound)
            {
                response.EnsureSuccessStatusCode();
                return JsonNode.Parse(await response.Content.ReadAsStringAsync(limit.Token))!.AsObject();
            }

            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>The budgets that apply, as they stand now.</summary>
    public async Task<IReadOnlyList<JsonObject>> BudgetsAsync()
    {
        using var response = await _http.GetAsync(new Uri("/v1/budgets", UriKind.Relative));
        response.EnsureSuccessStatusCode();
        return [.. JsonNode.Parse(await response.Content.ReadAsStringAsync())!["data"]!.AsArray().Select(budget => budget!.AsObject())];
    }

    /// <summary>Every event, newest first.</summary>
    public async Task<IReadOnlyList<JsonObject>> EventsAsync()
    {
        var events = new List<JsonObject>();
        for (var cursor = ""; ;)
        {
            using var response = await _http.GetAsync(new Uri("/v1/events?limit=200" + cursor, UriKind.Relative));
            response.EnsureSuccessStatusCode();
            var page = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
            events.AddRange(page["data"]!.AsArray().Select(e => e!.AsObject()));
            if (page["next_cursor"] is not { } next)
            {
                return events;
            }

            cursor = $"&cursor={(string?)next}";
        }
    }

    /// <summary>Ids of all calls on record, read again until those wanted are there or patience ends.</summary>
    public async Task<HashSet<string>> RequestIdsAsync(IReadOnlyCollection<string> wanted)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var found = (await EventsAsync()).Select(e => (string)e["request_id"]!).ToHashSet();
            if (limit.IsCancellationRequested || wanted.All(found.Contains))
            {
                return found;
            }

            await Task.Delay(100);
        }
    }

    public void Dispose() => _http.Dispose();
}
