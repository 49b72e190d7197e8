using System.Buffers;
using System.Text;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Routing;
using Keeptrusts.Gateway.Middleware.Tokens;

namespace Keeptrusts.Gateway.Middleware.Providers;

/// <summary>
/// The built-in target: needs no account, costs nothing, and says the same of the same request. It answers with the last user message, so
/// that a newcomer sees what policies made of it.
/// </summary>
internal static class EchoProvider
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static UpstreamReply Answer(Route route, ReadOnlyMemory<byte> body)
    {
        var request = route.Cleared.Grant.Request;
        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 128 });
        var said = LastUserText(document.RootElement);
        var answer = said.Length == 0 ? "Hello from Keeptrusts. Send a user message and I will repeat it." : $"You said: {said}";
        var id = "chatcmpl-echo-" + Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(answer)).AsSpan(0, 8));
        var prompt = PromptTokens.Count(request);
        var completion = TokenCounter.Count(answer) * request.Choices;
        return request.Stream
            ? new(200, "text/event-stream", new MemoryStream(Stream(id, request.Model, answer, request.Choices, prompt, completion)), null)
            : new(200, "application/json", new MemoryStream(Whole(id, request.Model, answer, request.Choices, prompt, completion)), null);
    }

    private static string LastUserText(JsonElement root)
    {
        var last = root.GetProperty("messages").EnumerateArray()
            .LastOrDefault(message => message.ValueKind == JsonValueKind.Object
                && message.TryGetProperty("role", out var role) && role.ValueEquals("user"u8));
        if (last.ValueKind != JsonValueKind.Object || !last.TryGetProperty("content", out var content))
        {
            return "";
        }

        return content.ValueKind switch
        {
            JsonValueKind.String => content.GetString()!,
            JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(TextOf)),
            _ => "",
        };
    }

    private static string TextOf(JsonElement part) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";

    private static byte[] Whole(string id, string model, string answer, int choices, int prompt, int completion) => Write(json =>
    {
        Head(json, id, "chat.completion", model);
        json.WriteStartArray("choices");
        for (var i = 0; i < choices; i++)
        {
            json.WriteStartObject();
            json.WriteNumber("index", i);
            json.WriteStartObject("message");
            json.WriteString("role", "assistant");
            json.WriteString("content", answer);
            json.WriteNull("refusal");
            json.WriteEndObject();
            json.WriteNull("logprobs");
            json.WriteString("finish_reason", "stop");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Usage(json, prompt, completion);
    });

    private static byte[] Stream(string id, string model, string answer, int choices, int prompt, int completion)
    {
        var events = new ArrayBufferWriter<byte>(4096);
        for (var i = 0; i < choices; i++)
        {
            var choice = i;
            Event(events, json => Delta(json, id, model, choice, "assistant", "", null));
            foreach (var piece in Words(answer))
            {
                Event(events, json => Delta(json, id, model, choice, null, piece, null));
            }

            Event(events, json => Delta(json, id, model, choice, null, null, "stop"));
        }

        Event(events, json =>
        {
            Head(json, id, "chat.completion.chunk", model);
            json.WriteStartArray("choices");
            json.WriteEndArray();
            Usage(json, prompt, completion);
        });
        events.Write("data: [DONE]\n\n"u8);
        return events.WrittenSpan.ToArray();
    }

    private static IEnumerable<string> Words(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var space = text.IndexOf(' ', start + 1);
            var end = space < 0 ? text.Length : space;
            yield return text[start..end];
            start = end;
        }
    }

    private static void Delta(Utf8JsonWriter json, string id, string model, int choice, string? role, string? content, string? finish)
    {
        Head(json, id, "chat.completion.chunk", model);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", choice);
        json.WriteStartObject("delta");
        if (role is not null)
        {
            json.WriteString("role", role);
        }

        if (content is not null)
        {
            json.WriteString("content", content);
        }

        json.WriteEndObject();
        json.WriteNull("logprobs");
        json.WriteString("finish_reason", finish);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteNull("usage");
    }

    private static void Head(Utf8JsonWriter json, string id, string kind, string model)
    {
        json.WriteString("id", id);
        json.WriteString("object", kind);
        json.WriteNumber("created", 0);
        json.WriteString("model", model);
    }

    private static void Usage(Utf8JsonWriter json, int prompt, int completion)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", prompt);
        json.WriteNumber("completion_tokens", completion);
        json.WriteNumber("total_tokens", prompt + completion);
        json.WriteEndObject();
    }

    private static void Event(ArrayBufferWriter<byte> events, Action<Utf8JsonWriter> write)
    {
        events.Write("data: "u8);
        events.Write(Write(write));
        events.Write("\n\n"u8);
    }

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
