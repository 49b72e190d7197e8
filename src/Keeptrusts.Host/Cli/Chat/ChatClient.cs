using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keeptrusts.Host.Cli.Connection;
using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.Records;

namespace Keeptrusts.Host.Cli.Chat;

/// <summary>Calls a model through the gateway, as any OpenAI client does.</summary>
internal sealed class ChatClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly ChatAddress _address;

    public ChatClient(ChatAddress address)
    {
        _address = address;
        _http = PlaneHttp.Create(address.BaseUrl);
        _http.Timeout = Timeout.InfiniteTimeSpan;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", address.Key);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The models that the key may ask for.</summary>
    public async Task<Outcome<IReadOnlyList<string>>> ModelsAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri($"{_address.BaseUrl}/models"), cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode
                ? JsonNode.Parse(body)!["data"]!.AsArray().Select(m => (string)m!["id"]!).ToArray()
                : new Refusal(RefusalKind.Unavailable, Message(body, (int)response.StatusCode));
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or UriFormatException or InvalidOperationException or NullReferenceException)
        {
            return Silent();
        }
    }

    /// <summary>Asks, and hands over each piece of the answer as it comes.</summary>
    public async Task<Outcome<ChatReply>> AskAsync(string model, IReadOnlyList<(string Role, string Content)> messages, Func<string, Task> piece, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["model"] = model,
            ["stream"] = true,
            ["messages"] = new JsonArray([.. messages.Select(m => (JsonNode)new JsonObject { ["role"] = m.Role, ["content"] = m.Content })]),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_address.BaseUrl}/chat/completions") { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json") };
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var reply = new ChatReply
            {
                Model = model,
                RequestId = Header(response, "x-request-id"),
                Configuration = Header(response, "x-keeptrusts-config"),
                Verdict = Header(response, "x-keeptrusts-verdict"),
                Policies = Header(response, "x-keeptrusts-policies"),
                BudgetRemainingUsd = Header(response, "x-keeptrusts-budget-remaining-usd"),
            };
            return response.IsSuccessStatusCode
                ? await ReadAsync(reply, response, piece, cancellationToken)
                : reply with { Error = Message(await response.Content.ReadAsStringAsync(cancellationToken), (int)response.StatusCode) };
        }
        catch (HttpRequestException)
        {
            return Silent();
        }
    }

    private static async Task<ChatReply> ReadAsync(ChatReply reply, HttpResponseMessage response, Func<string, Task> piece, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        string? error = null;
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
            {
                if (item.Data == "[DONE]" || JsonNode.Parse(item.Data) is not JsonObject chunk)
                {
                    continue;
                }

                error = chunk["error"] is null ? error : Message(item.Data, 0);
                if (chunk["choices"] is JsonArray { Count: > 0 } choices && (string?)choices[0]!["delta"]?["content"] is { Length: > 0 } content)
                {
                    text.Append(content);
                    await piece(content);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or JsonException)
        {
            // The gateway cuts a stream after its error event; without one, the line was lost.
            error ??= "the answer was cut";
        }

        return reply with { Content = text.ToString(), Error = error };
    }

    private Refusal Silent() => new(RefusalKind.Unavailable, $"no gateway answers at {_address.BaseUrl}; start one with `kt up`, or look at OPENAI_BASE_URL");

    private static string Message(string body, int status)
    {
        try
        {
            var error = JsonNode.Parse(body)?["error"];
            return KeyMask.Clean($"{(string?)error?["message"]} ({(string?)error?["code"]})");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return $"the gateway answered {status}";
        }
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? Uri.UnescapeDataString(values.First()) : null;
}
