using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Translation.Anthropic;

/// <summary>What a message of a chat says, as content blocks.</summary>
internal static class ChatBlocks
{
    /// <summary>Whether a message says anything.</summary>
    public static bool Any(JsonElement message) => message.Is("role", "tool")
        || message.Member("content") is { } content && (content.ValueKind != JsonValueKind.String || content.GetRawText().Length > 2)
        || message.Member("refusal") is not null
        || message.Member("function_call") is not null
        || message.Member("tool_calls") is { ValueKind: JsonValueKind.Array } calls && calls.GetArrayLength() > 0;

    /// <summary>The blocks of a user's or an assistant's message.</summary>
    public static Refusal? Write(Utf8JsonWriter json, JsonElement message)
    {
        if (message.Member("function_call") is not null)
        {
            return Untranslatable.Of("messages[].function_call", "use `tool_calls`.");
        }

        if (WriteContent(json, message.Member("content")) is { } refusal)
        {
            return refusal;
        }

        WriteText(json, message.Raw("refusal"), default);
        foreach (var call in message.Member("tool_calls") is { ValueKind: JsonValueKind.Array } calls ? calls.EnumerateArray() : default)
        {
            if (WriteCall(json, call) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    /// <summary>What a tool has given back.</summary>
    public static Refusal? WriteResult(Utf8JsonWriter json, JsonElement message)
    {
        json.WriteStartObject();
        json.WriteString("type", "tool_result");
        json.Copy(message, "tool_call_id", "tool_use_id");
        json.WriteStartArray("content");
        var refusal = WriteContent(json, message.Member("content"));
        json.WriteEndArray();
        json.WriteEndObject();
        return refusal;
    }

    /// <summary>Content that can be text only.</summary>
    public static Refusal? WriteTexts(Utf8JsonWriter json, JsonElement? content) =>
        content is { ValueKind: JsonValueKind.Array } parts && parts.EnumerateArray().Any(part => !part.Is("type", "text"))
            ? Untranslatable.Of("messages[].content", "what the system says is text.")
            : WriteContent(json, content);

    private static Refusal? WriteContent(Utf8JsonWriter json, JsonElement? content)
    {
        switch (content)
        {
            case { ValueKind: JsonValueKind.String } text:
                WriteText(json, text.GetRawText(), default);
                return null;
            case { ValueKind: JsonValueKind.Array } parts:
                foreach (var part in parts.EnumerateArray())
                {
                    if (WritePart(json, part) is { } refusal)
                    {
                        return refusal;
                    }
                }

                return null;
            default:
                return content is null ? null : Untranslatable.Of("messages[].content", "it is a text or an array of parts.");
        }
    }

    private static Refusal? WritePart(Utf8JsonWriter json, JsonElement part)
    {
        if (part.Is("type", "text") || part.Is("type", "refusal"))
        {
            WriteText(json, part.Raw("text") ?? part.Raw("refusal"), part);
            return null;
        }

        return part.Is("type", "image_url") ? ChatMedia.WriteImage(json, part)
            : part.Is("type", "file") ? ChatMedia.WriteFile(json, part)
            : Untranslatable.Of("messages[].content[].type", "it takes texts, images and files.");
    }

    // An empty text is an error there.
    private static void WriteText(Utf8JsonWriter json, string? raw, JsonElement part)
    {
        if (raw is null or "\"\"")
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteRaw("text", raw);
        json.Copy(part, "cache_control");
        json.WriteEndObject();
    }

    private static Refusal? WriteCall(Utf8JsonWriter json, JsonElement call)
    {
        if (call.Member("function") is not { } function || function.Member("arguments") is not { ValueKind: JsonValueKind.String } arguments)
        {
            return Untranslatable.Of("messages[].tool_calls[]", "it has calls of functions only, with their arguments.");
        }

        using var input = AnthropicJson.Parse(System.Text.Encoding.UTF8.GetBytes(arguments.GetString() is { Length: > 0 } given ? given : "{}"));
        if (input is null)
        {
            return Untranslatable.Of("messages[].tool_calls[].function.arguments", "they have to be a JSON object.");
        }

        json.WriteStartObject();
        json.WriteString("type", "tool_use");
        json.Copy(call, "id");
        json.Copy(function, "name");
        json.WriteRaw("input", input.RootElement.GetRawText());
        json.WriteEndObject();
        return null;
    }
}
