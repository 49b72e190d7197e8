using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keeptrusts.Host.ControlPlane;
using Keeptrusts.Host.ControlPlane.Chat;
using Keeptrusts.Host.ControlPlane.Gateways;

namespace Keeptrusts.Host.Runtime;

/// <summary>Calls of the console, over the gateway's own socket: nothing that holds for other callers is left out.</summary>
internal sealed class GovernedCalls(PlaneAddresses addresses) : IGovernedCalls, IDisposable
{
    // Two minutes without a byte: the gateway has its own, shorter, patience with providers.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(5);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Silence };

    public async Task<ChatAnswer> AskAsync(LentKey key, string model, ChatPrompt prompt, Action<string> piece, CancellationToken cancellationToken)
    {
        var answer = new ChatAnswer { Model = model };
        var text = new StringBuilder();
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{addresses.Gateway}/v1/chat/completions") { Content = new ByteArrayContent(prompt.Body(model)) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Text);
            if (prompt.Untrusted is { } untrusted)
            {
                request.Headers.Add("x-keeptrusts-untrusted", untrusted);
            }

            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            answer = answer with { RequestId = response.Headers.TryGetValues("x-request-id", out var ids) ? ids.First() : null };
            return response.IsSuccessStatusCode
                ? await ReadAsync(answer, response, text, piece, cancellationToken)
                : Refused(answer, await response.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return answer with { Text = text.ToString(), State = AnswerState.Stopped };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            return answer with { Text = text.ToString(), State = AnswerState.Failed, Code = "no_answer", Problem = "The gateway did not answer. Check that it runs (`kt doctor`), then try again." };
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<ChatAnswer> ReadAsync(ChatAnswer answer, HttpResponseMessage response, StringBuilder text, Action<string> piece, CancellationToken cancellationToken)
    {
        var (ended, refused) = (false, (ChatAnswer?)null);
        var tools = new ToolCallPieces();
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
            {
                if (item.Data == "[DONE]")
                {
                    ended = true;
                    break;
                }

                if (JsonNode.Parse(item.Data) is not JsonObject chunk)
                {
                    continue;
                }

                if (chunk["error"] is not null)
                {
                    refused = Refused(answer, item.Data);
                }
                else if (chunk["choices"] is JsonArray { Count: > 0 } choices && choices[0]?["delta"] is JsonObject delta)
                {
                    tools.Add(delta["tool_calls"] as JsonArray);
                    if (delta["content"]?.GetValue<string>() is { Length: > 0 } content)
                    {
                        text.Append(content);
                        piece(content);
                    }
                }
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or JsonException or InvalidOperationException)
        {
            // The gateway cuts a stream after its error event; without one, the line was lost.
        }

        return refused is not null ? refused with { Text = text.ToString() }
            : ended ? answer with { Text = text.ToString(), ToolCalls = tools.Calls }
            : answer with { Text = text.ToString(), State = AnswerState.Failed, Code = "cut", Problem = "The answer was cut before its end. Ask again." };
    }

    private static ChatAnswer Refused(ChatAnswer answer, string body)
    {
        JsonNode? error = null;
        try
        {
            error = JsonNode.Parse(body)?["error"];
        }
        catch (JsonException)
        {
            // No answer of ours: a proxy in between.
        }

        return answer with
        {
            State = AnswerState.Refused,
            Code = error?["code"]?.ToString(),
            Problem = KeyMask.Clean(error?["message"]?.ToString() ?? "The gateway answered with something that is no answer. Try again."),
        };
    }
}
