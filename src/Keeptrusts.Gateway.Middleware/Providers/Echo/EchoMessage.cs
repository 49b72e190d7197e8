using System.Buffers;
using System.Text;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Providers.Echo;

/// <summary>Messages of the built-in target: the last user message, said again.</summary>
internal sealed class EchoMessage(ModelRequest request, string answer, int prompt)
{
    private readonly string _id = EchoText.Id("msg_echo_", answer);
    private readonly ArrayBufferWriter<byte> _events = new(4096);

    public static byte[] Answer(ModelRequest request, JsonElement body, int prompt)
    {
        var message = new EchoMessage(request, EchoText.Answer(EchoChat.LastUserText(body)), prompt);
        return request.Stream ? message.Stream() : EchoJson.Write(json => message.Members(json, isWhole: true));
    }

    /// <summary>How long the prompt is.</summary>
    public static byte[] Count(int prompt) => EchoJson.Write(json => json.WriteNumber("input_tokens", prompt));

    private byte[] Stream()
    {
        Event("message_start", json =>
        {
            json.WriteStartObject("message");
            Members(json, isWhole: false);
            json.WriteEndObject();
        });
        Event("content_block_start", json =>
        {
            json.WriteNumber("index", 0);
            json.WriteStartObject("content_block");
            Text(json, "text", "");
            json.WriteEndObject();
        });
        foreach (var piece in EchoText.Words(answer))
        {
            Event("content_block_delta", json =>
            {
                json.WriteNumber("index", 0);
                json.WriteStartObject("delta");
                Text(json, "text_delta", piece);
                json.WriteEndObject();
            });
        }

        Event("content_block_stop", json => json.WriteNumber("index", 0));
        Event("message_delta", json =>
        {
            json.WriteStartObject("delta");
            json.WriteString("stop_reason", "end_turn");
            json.WriteNull("stop_sequence");
            json.WriteEndObject();
            json.WriteStartObject("usage");
            json.WriteNumber("output_tokens", EchoText.Tokens(answer));
            json.WriteEndObject();
        });
        Event("message_stop", _ => { });
        return _events.WrittenSpan.ToArray();
    }

    private void Event(string type, Action<Utf8JsonWriter> members)
    {
        _events.Write(Encoding.ASCII.GetBytes($"event: {type}\n"));
        EchoJson.Event(_events, json =>
        {
            json.WriteString("type", type);
            members(json);
        });
    }

    private void Members(Utf8JsonWriter json, bool isWhole)
    {
        json.WriteString("id", _id);
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", request.Model);
        json.WriteStartArray("content");
        if (isWhole)
        {
            json.WriteStartObject();
            Text(json, "text", answer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("stop_reason", isWhole ? "end_turn" : null);
        json.WriteNull("stop_sequence");
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", prompt);
        json.WriteNumber("cache_creation_input_tokens", 0);
        json.WriteNumber("cache_read_input_tokens", 0);
        json.WriteNumber("output_tokens", isWhole ? EchoText.Tokens(answer) : 0);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string type, string text)
    {
        json.WriteString("type", type);
        json.WriteString("text", text);
    }
}
