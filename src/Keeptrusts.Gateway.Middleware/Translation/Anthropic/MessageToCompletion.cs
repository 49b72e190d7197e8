using System.Buffers;
using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Translation.Anthropic;

/// <summary>A whole message becomes a chat completion.</summary>
internal static class MessageToCompletion
{
    /// <param name="body">What the provider answered.</param>
    /// <param name="created">Time of the answer, as Unix seconds: messages do not tell it.</param>
    /// <param name="output">Takes the completion; nothing, where the answer is no message.</param>
    public static void Translate(ReadOnlyMemory<byte> body, long created, IBufferWriter<byte> output)
    {
        using var document = AnthropicJson.Parse(body);
        if (document?.RootElement is not { } message)
        {
            return;
        }

        if (message.Is("type", "error"))
        {
            MessageErrors.Write(message, output);
        }
        else if (message.Is("type", "message") && message.Member("content") is { ValueKind: JsonValueKind.Array } content)
        {
            Write(message, content, created, output);
        }
    }

    private static void Write(JsonElement message, JsonElement content, long created, IBufferWriter<byte> output) => AnthropicJson.Write(output, json =>
    {
        json.Copy(message, "id");
        json.WriteString("object", "chat.completion");
        json.WriteNumber("created", created);
        json.Copy(message, "model");
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        if (Joined(content, "text", "text") is { } text)
        {
            json.WriteRaw("content", text);
        }
        else
        {
            json.WriteNull("content");
        }

        json.WriteNull("refusal");
        if (Joined(content, "thinking", "thinking") is { } thinking)
        {
            json.WriteRaw("reasoning_content", thinking);
        }

        WriteCalls(json, content);
        json.WriteEndObject();
        json.WriteNull("logprobs");
        json.WriteString("finish_reason", StopReasons.Of(message) ?? "stop");
        json.WriteEndObject();
        json.WriteEndArray();
        var usage = new MessageUsage();
        usage.Take(message.Member("usage"));
        if (usage.IsKnown)
        {
            usage.Write(json);
        }
    });

    private static void WriteCalls(Utf8JsonWriter json, JsonElement content)
    {
        var calls = content.EnumerateArray().Where(block => block.Is("type", "tool_use")).ToList();
        if (calls.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tool_calls");
        foreach (var call in calls)
        {
            json.WriteStartObject();
            json.Copy(call, "id");
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.Copy(call, "name");
            json.WriteString("arguments", call.Member("input")?.GetRawText() ?? "{}");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <returns>The texts of all blocks of a type, as one JSON string; <see langword="null"/> where there are none.</returns>
    private static string? Joined(JsonElement content, string type, string member)
    {
        var texts = content.EnumerateArray().Where(block => block.Is("type", type)).Select(block => block.Raw(member)).OfType<string>().Select(raw => raw[1..^1]).ToList();
        return texts.Count == 0 ? null : $"\"{string.Concat(texts)}\"";
    }
}
