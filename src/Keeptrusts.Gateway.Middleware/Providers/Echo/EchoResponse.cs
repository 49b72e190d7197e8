using System.Buffers;
using System.Text;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Providers.Echo;

/// <summary>Responses of the built-in target: the last user message, said again.</summary>
internal sealed class EchoResponse(ModelRequest request, string answer, int prompt)
{
    private readonly string _id = EchoText.Id("resp_echo_", answer);
    private readonly string _itemId = EchoText.Id("msg_echo_", answer);
    private readonly ArrayBufferWriter<byte> _events = new(4096);
    private int _number;

    public static byte[] Answer(ModelRequest request, JsonElement body, int prompt)
    {
        var answer = new EchoResponse(request, EchoText.Answer(LastUserText(body.GetProperty("input"))), prompt);
        return request.Stream ? answer.Stream() : EchoJson.Write(json => answer.Members(json, "completed"));
    }

    private static string LastUserText(JsonElement input)
    {
        if (input.ValueKind == JsonValueKind.String)
        {
            return input.GetString()!;
        }

        var last = input.EnumerateArray().LastOrDefault(item => item.TryGetProperty("role", out var role) && role.ValueEquals("user"u8));
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

    private byte[] Stream()
    {
        Event("response.created", json => Response(json, "in_progress"));
        Event("response.in_progress", json => Response(json, "in_progress"));
        Event("response.output_item.added", json => Item(json, "in_progress"));
        Event("response.content_part.added", json => Part(json, ""));
        foreach (var piece in EchoText.Words(answer))
        {
            Event("response.output_text.delta", json => Text(json, "delta", piece));
        }

        Event("response.output_text.done", json => Text(json, "text", answer));
        Event("response.content_part.done", json => Part(json, answer));
        Event("response.output_item.done", json => Item(json, "completed"));
        Event("response.completed", json => Response(json, "completed"));
        return _events.WrittenSpan.ToArray();
    }

    private void Event(string type, Action<Utf8JsonWriter> members)
    {
        _events.Write(Encoding.ASCII.GetBytes($"event: {type}\n"));
        EchoJson.Event(_events, json =>
        {
            json.WriteString("type", type);
            json.WriteNumber("sequence_number", _number++);
            if (type.Contains("_item.", StringComparison.Ordinal))
            {
                json.WriteNumber("output_index", 0);
            }
            else if (type.Contains('_', StringComparison.Ordinal) && type != "response.in_progress")
            {
                json.WriteString("item_id", _itemId);
                json.WriteNumber("output_index", 0);
                json.WriteNumber("content_index", 0);
            }

            members(json);
        });
    }

    private static void Text(Utf8JsonWriter json, string member, string text)
    {
        json.WriteString(member, text);
        json.WriteStartArray("logprobs");
        json.WriteEndArray();
    }

    private static void Part(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject("part");
        PartMembers(json, text);
        json.WriteEndObject();
    }

    private static void PartMembers(Utf8JsonWriter json, string text)
    {
        json.WriteString("type", "output_text");
        json.WriteStartArray("annotations");
        json.WriteEndArray();
        json.WriteStartArray("logprobs");
        json.WriteEndArray();
        json.WriteString("text", text);
    }

    private void Item(Utf8JsonWriter json, string status)
    {
        json.WriteStartObject("item");
        ItemMembers(json, status);
        json.WriteEndObject();
    }

    private void ItemMembers(Utf8JsonWriter json, string status)
    {
        json.WriteString("id", _itemId);
        json.WriteString("type", "message");
        json.WriteString("status", status);
        json.WriteString("role", "assistant");
        json.WriteStartArray("content");
        if (status == "completed")
        {
            json.WriteStartObject();
            PartMembers(json, answer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Response(Utf8JsonWriter json, string status)
    {
        json.WriteStartObject("response");
        Members(json, status);
        json.WriteEndObject();
    }

    private void Members(Utf8JsonWriter json, string status)
    {
        json.WriteString("id", _id);
        json.WriteString("object", "response");
        json.WriteNumber("created_at", 0);
        json.WriteString("status", status);
        json.WriteNull("error");
        json.WriteNull("incomplete_details");
        json.WriteString("model", request.Model);
        json.WriteStartArray("output");
        if (status == "completed")
        {
            json.WriteStartObject();
            ItemMembers(json, status);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("parallel_tool_calls", true);
        json.WriteString("tool_choice", "auto");
        json.WriteStartArray("tools");
        json.WriteEndArray();
        json.WriteBoolean("store", false);
        if (status != "completed")
        {
            json.WriteNull("usage");
            return;
        }

        var completion = EchoText.Tokens(answer);
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", prompt);
        Details(json, "input_tokens_details", "cached_tokens");
        json.WriteNumber("output_tokens", completion);
        Details(json, "output_tokens_details", "reasoning_tokens");
        json.WriteNumber("total_tokens", prompt + completion);
        json.WriteEndObject();
    }

    private static void Details(Utf8JsonWriter json, string name, string member)
    {
        json.WriteStartObject(name);
        json.WriteNumber(member, 0);
        json.WriteEndObject();
    }
}
