using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Keeptrusts.Host.ControlPlane.Contracts;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Connection;

/// <summary>Asks the control plane. What goes wrong comes back as a refusal with the sentence to print.</summary>
internal sealed class ControlClient : IDisposable
{
    private readonly Endpoint _endpoint;
    private readonly HttpClient _http;

    public ControlClient(Endpoint endpoint)
    {
        _endpoint = endpoint;
        _http = PlaneHttp.Create(endpoint.Url);
        if (endpoint.Token is { } token)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public string Url => _endpoint.Url;

    /// <summary>GET, as JSON.</summary>
    public Task<Outcome<JsonDocument>> GetAsync(string path, CancellationToken cancellationToken) =>
        ReadAsync(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>POST, as JSON both ways.</summary>
    public Task<Outcome<JsonDocument>> PostAsync<T>(string path, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        ReadAsync(HttpMethod.Post, path, JsonContent(body, type), cancellationToken);

    /// <summary>POST without a body.</summary>
    public Task<Outcome<JsonDocument>> PostAsync(string path, CancellationToken cancellationToken) =>
        ReadAsync(HttpMethod.Post, path, null, cancellationToken);

    /// <summary>PUT, as JSON both ways.</summary>
    public Task<Outcome<JsonDocument>> PutAsync<T>(string path, T body, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        ReadAsync(HttpMethod.Put, path, JsonContent(body, type), cancellationToken);

    /// <summary>DELETE.</summary>
    public Task<Outcome<JsonDocument>> DeleteAsync(string path, CancellationToken cancellationToken) =>
        ReadAsync(HttpMethod.Delete, path, null, cancellationToken);

    /// <summary>A whole list, page by page, as one page.</summary>
    public async Task<Outcome<JsonDocument>> ListAsync(string path, CancellationToken cancellationToken)
    {
        var all = new JsonArray();
        for (var cursor = ""; ;)
        {
            if ((await GetAsync($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}limit=500{cursor}", cancellationToken)).Refused(out var refusal, out var document))
            {
                return refusal;
            }

            using (document)
            {
                foreach (var item in document.RootElement.GetProperty("data").EnumerateArray())
                {
                    all.Add(JsonNode.Parse(item.GetRawText()));
                }

                if (document.RootElement.GetProperty("next_cursor").GetString() is not { } next)
                {
                    break;
                }

                cursor = $"&cursor={Uri.EscapeDataString(next)}";
            }
        }

        return JsonDocument.Parse(new JsonObject { ["data"] = all, ["next_cursor"] = null }.ToJsonString());
    }

    /// <summary>Opens a stream; the caller disposes the response.</summary>
    public async Task<Outcome<HttpResponseMessage>> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(_endpoint.Url + path, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return new Refusal(RefusalKind.Unavailable, $"`{_endpoint.Url}` is no address of a control plane; write it like http://{HostSettings.DefaultControl}");
        }

        using var request = new HttpRequestMessage(method, uri) { Content = content };
        try
        {
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                return await RefusalOfAsync(response, cancellationToken);
            }
        }
        catch (HttpRequestException)
        {
            return new Refusal(RefusalKind.Unavailable, $"no control plane answers at {_endpoint.Url}; start one with `kt up`, or say where it is with --api-url or KEEPTRUSTS_API_URL");
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Refusal(RefusalKind.Unavailable, $"the control plane at {_endpoint.Url} did not answer in time; look at its output and try again");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<Outcome<JsonDocument>> ReadAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        if ((await SendAsync(method, path, content, cancellationToken)).Refused(out var refusal, out var response))
        {
            return refusal;
        }

        using (response)
        {
            try
            {
                await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
                return await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken);
            }
            catch (Exception exception) when (exception is JsonException or HttpRequestException or IOException)
            {
                return new Refusal(RefusalKind.Unavailable, $"what answers at {_endpoint.Url} is no control plane of Keeptrusts; check the address");
            }
        }
    }

    private async Task<Refusal> RefusalOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var kind = status switch
        {
            401 => RefusalKind.Unauthenticated,
            403 => RefusalKind.Forbidden,
            404 => RefusalKind.NotFound,
            409 => RefusalKind.Conflict,
            412 => RefusalKind.Stale,
            400 or 422 => RefusalKind.Invalid,
            _ => RefusalKind.Unavailable,
        };
        if (status == 401 && _endpoint.Token is null)
        {
            return new(kind, $"no credentials for {_endpoint.Url}; run this in the folder of `kt up`, or give a control token with --api-token or KEEPTRUSTS_API_TOKEN");
        }

        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var problem = await JsonSerializer.DeserializeAsync(stream, ControlJson.Default.ProblemView, cancellationToken);
            return problem?.Detail is { } detail ? new(kind, detail) : Stranger(status);
        }
        catch (Exception exception) when (exception is JsonException or HttpRequestException or IOException)
        {
            return Stranger(status);
        }
    }

    private Refusal Stranger(int status) =>
        new(RefusalKind.Unavailable, $"{_endpoint.Url} answered {status}, not in the way of a control plane of Keeptrusts; check the address (the gateway has another)");

    private static ByteArrayContent JsonContent<T>(T body, JsonTypeInfo<T> type)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}
