using System.Buffers;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Providers.Echo;

/// <summary>Chat completions of the built-in target: the last user message, said again.</summary>
internal static class EchoChat
{
    public static byte[] Answer(ModelRequest request, JsonElement body, int prompt)
    {
        var answer = EchoText.Answer(LastUserText(body));
        var id = EchoText.Id("chatcmpl-echo-", answer);
        var choices = Math.Min(request.Choices, EchoText.MostChoices);
        var completion = EchoText.Tokens(answer) * choices;
        return request.Stream
            ? Stream(id, request.Model, answer, choices, prompt, completion)
            : Whole(id, request.Model, answer, choices, prompt, completion);
    }

    /// <summary>What the user said last; messages have it in the same place.</summary>
    public static string LastUserText(JsonElement root)
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

    private static byte[] Whole(string id, string model, string answer, int choices, int prompt, int completion) => EchoJson.Write(json =>
    {
        EchoJson.Head(json, id, "chat.completion", model);
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
        EchoJson.Usage(json, prompt, completion);
    });

    private static byte[] Stream(string id, string model, string answer, int choices, int prompt, int completion)
    {
        var events = new ArrayBufferWriter<byte>(4096);
        for (var i = 0; i < choices; i++)
        {
            var choice = i;
            EchoJson.Event(events, json => Delta(json, id, model, choice, "assistant", "", null));
            foreach (var piece in EchoText.Words(answer))
            {
                EchoJson.Event(events, json => Delta(json, id, model, choice, null, piece, null));
            }

            EchoJson.Event(events, json => Delta(json, id, model, choice, null, null, "stop"));
        }

        EchoJson.Event(events, json =>
        {
            EchoJson.Head(json, id, "chat.completion.chunk", model);
            json.WriteStartArray("choices");
            json.WriteEndArray();
            EchoJson.Usage(json, prompt, completion);
        });
        events.Write("data: [DONE]\n\n"u8);
        return events.WrittenSpan.ToArray();
    }

    private static void Delta(Utf8JsonWriter json, string id, string model, int choice, string? role, string? content, string? finish)
    {
        EchoJson.Head(json, id, "chat.completion.chunk", model);
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
}
