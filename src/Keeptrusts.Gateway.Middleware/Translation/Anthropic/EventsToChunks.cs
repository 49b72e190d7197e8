using System.Buffers;
using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Wire;

namespace Keeptrusts.Gateway.Middleware.Translation.Anthropic;

/// <summary>
/// The events of a streamed message become the chunks of a streamed chat. The last chunk tells the usage; who did not ask for it is not shown it.
/// What is no event of a message passes as it is, and is refused by who reads it.
/// </summary>
/// <param name="created">Time of the answer, as Unix seconds.</param>
/// <param name="mostBytes">Longest event.</param>
internal sealed class EventsToChunks(long created, int mostBytes) : IAnswerTranslator, IDisposable
{
    private readonly SseReader _events = new(mostBytes);
    private readonly MessageUsage _usage = new();
    private string? _id, _model;
    private int _calls = -1; // index of the tool call that is being said
    private bool _callIsOpen, _callSaid;

    public void Take(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        while (!bytes.IsEmpty)
        {
            var room = _events.GetMemory();
            var length = Math.Min(room.Length, bytes.Length);
            bytes[..length].CopyTo(room.Span);
            _events.Advance(length);
            bytes = bytes[length..];
            while (_events.TryRead(out _, out var data))
            {
                Translate(data.ToArray(), output);
            }

            if (_events.TooLarge)
            {
                throw new IOException("An event is longer than this gateway takes.");
            }
        }
    }

    public void Finish(IBufferWriter<byte> output)
    {
        if (_events.Incomplete)
        {
            throw new IOException("The stream ended inside an event.");
        }
    }

    public void Dispose() => _events.Dispose();

    private void Translate(ReadOnlyMemory<byte> data, IBufferWriter<byte> output)
    {
        using var document = AnthropicJson.Parse(data);
        if (document?.RootElement is not { } root || root.Member("type") is not { ValueKind: JsonValueKind.String })
        {
            Write(output, data.Span);
            return;
        }

        if (root.Is("type", "message_start"))
        {
            Start(root.Member("message") ?? default, output);
        }
        else if (root.Is("type", "content_block_start"))
        {
            StartBlock(root.Member("content_block") ?? default, output);
        }
        else if (root.Is("type", "content_block_delta"))
        {
            Delta(root.Member("delta") ?? default, output);
        }
        else if (root.Is("type", "content_block_stop"))
        {
            StopBlock(output);
        }
        else if (root.Is("type", "message_delta"))
        {
            _usage.Take(root.Member("usage"));
            if (root.Member("delta") is { } delta && StopReasons.Of(delta) is { } reason)
            {
                Chunk(output, "{}", $"\"{reason}\"");
            }
        }
        else if (root.Is("type", "message_stop"))
        {
            Stop(output);
        }
        else if (root.Is("type", "error"))
        {
            var error = new ArrayBufferWriter<byte>();
            MessageErrors.Write(root, error);
            Write(output, error.WrittenSpan);
        }
        else
        {
            output.Write(": \n\n"u8); // A ping, or an event of tomorrow: the provider is alive.
        }
    }

    private static void Write(IBufferWriter<byte> output, ReadOnlySpan<byte> data)
    {
        output.Write("data: "u8);
        output.Write(data);
        output.Write("\n\n"u8);
    }

    private void Start(JsonElement message, IBufferWriter<byte> output)
    {
        (_id, _model) = (message.Raw("id"), message.Raw("model"));
        _usage.Take(message.Member("usage"));
        Chunk(output, """{"role":"assistant","content":""}""");
    }

    private void StartBlock(JsonElement block, IBufferWriter<byte> output)
    {
        if (block.Is("type", "tool_use"))
        {
            _calls++;
            (_callIsOpen, _callSaid) = (true, false);
            Chunk(output, $$$"""{"tool_calls":[{"index":{{{_calls}}},"id":{{{block.Raw("id") ?? "null"}}},"type":"function","function":{"name":{{{block.Raw("name") ?? "null"}}},"arguments":""}}]}""");
        }
        else
        {
            Text(block, output);
        }
    }

    private void Delta(JsonElement delta, IBufferWriter<byte> output)
    {
        if (!delta.Is("type", "input_json_delta"))
        {
            Text(delta, output);
        }
        else if (delta.Raw("partial_json") is { } json && json != "\"\"")
        {
            _callSaid = true;
            Arguments(json, output);
        }
    }

    private void Text(JsonElement said, IBufferWriter<byte> output)
    {
        if (said.Raw("text") is { } text && text != "\"\"")
        {
            Chunk(output, $$"""{"content":{{text}}}""");
        }
        else if (said.Raw("thinking") is { } thinking && thinking != "\"\"")
        {
            Chunk(output, $$"""{"reasoning_content":{{thinking}}}""");
        }
    }

    // A call without arguments says nothing there; clients of chats parse what they get.
    private void StopBlock(IBufferWriter<byte> output)
    {
        if (_callIsOpen && !_callSaid)
        {
            Arguments("\"{}\"", output);
        }

        _callIsOpen = false;
    }

    private void Arguments(string raw, IBufferWriter<byte> output) =>
        Chunk(output, $$$"""{"tool_calls":[{"index":{{{_calls}}},"function":{"arguments":{{{raw}}}}}]}""");

    private void Stop(IBufferWriter<byte> output)
    {
        if (_usage.IsKnown)
        {
            Chunk(output, json =>
            {
                json.WriteStartArray("choices");
                json.WriteEndArray();
                _usage.Write(json);
            });
        }

        output.Write("data: [DONE]\n\n"u8);
    }

    private void Chunk(IBufferWriter<byte> output, string delta, string finish = "null") => Chunk(
        output, json => json.WriteRaw("choices", $$"""[{"index":0,"delta":{{delta}},"logprobs":null,"finish_reason":{{finish}}}]"""));

    private void Chunk(IBufferWriter<byte> output, Action<Utf8JsonWriter> rest)
    {
        output.Write("data: "u8);
        AnthropicJson.Write(output, json =>
        {
            json.WriteRaw("id", _id ?? "null");
            json.WriteString("object", "chat.completion.chunk");
            json.WriteNumber("created", created);
            json.WriteRaw("model", _model ?? "null");
            rest(json);
        });
        output.Write("\n\n"u8);
    }
}
