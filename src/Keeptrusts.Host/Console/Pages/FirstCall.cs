using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keeptrusts.Host.ControlPlane.Configurations;
using Keeptrusts.Host.ControlPlane.Gateways;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Console.Pages;

/// <summary>Makes one call through the gateway as any program with that key would. The key is used and forgotten.</summary>
internal sealed class FirstCall(PlaneAddresses addresses) : IDisposable
{
    private const int MostShown = 2000;

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>A model that a key may call and the gateway knows.</summary>
    public static string ModelFor(Token token, ILiveConfigurations configurations) =>
        token.AllowedModels.FirstOrDefault(m => !m.AsSpan().ContainsAny('*', '?')) ?? SampleModel.Of(configurations.Deployed.GetValueOrDefault(GatewayNode.LocalId)?.Plan);

    public async Task<FirstAnswer> MakeAsync(string key, string model, string prompt, CancellationToken cancellationToken)
    {
        var body = new JsonObject { ["model"] = model, ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = prompt }) };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{addresses.Gateway}/v1/chat/completions")
        {
            Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var since = Stopwatch.GetTimestamp();
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var text = Text(await response.Content.ReadAsStringAsync(cancellationToken), response.IsSuccessStatusCode);
            return new(response.IsSuccessStatusCode, (int)response.StatusCode, text.Length > MostShown ? text[..MostShown] + "…" : text, Stopwatch.GetElapsedTime(since).TotalMilliseconds)
            {
                Verdict = Header(response, "x-keeptrusts-verdict"),
                Policies = Header(response, "x-keeptrusts-policies") is { } fired ? string.Join(", ", fired.Split(';').Distinct(StringComparer.Ordinal).Select(policy => policy.Replace("=", ": ", StringComparison.Ordinal))) : null,
                RequestId = Header(response, "x-request-id"),
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new(false, 0, "The gateway did not answer. Check that it runs (`kt doctor`), then try again.", Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }
    }

    public void Dispose() => _http.Dispose();

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    private static string Text(string body, bool isAnswer)
    {
        try
        {
            var root = JsonNode.Parse(body);
            return (isAnswer ? root?["choices"]?[0]?["message"]?["content"] : root?["error"]?["message"])?.ToString() ?? body;
        }
        catch (JsonException)
        {
            return body;
        }
    }
}
