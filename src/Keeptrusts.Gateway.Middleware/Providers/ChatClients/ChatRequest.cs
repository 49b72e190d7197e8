using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Policy.Plans;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.Providers.ChatClients;

/// <summary>Reads the body of a chat request for a chat client.</summary>
/// <param name="target">The target.</param>
internal sealed class ChatRequest(TargetPlan target)
{
    private readonly ChatOptions _options = new();
    private string? _untranslatable;

    public Step<Chat> Read(ReadOnlyMemory<byte> body)
    {
        var messages = new List<ChatMessage>();
        foreach (var member in JsonSerializer.Deserialize<JsonElement>(body.Span).EnumerateObject())
        {
            _untranslatable ??= member.Value.ValueKind == JsonValueKind.Null || Takes(member, messages) ? null : member.Name;
        }

        return _untranslatable is { } name ? ChatClientRefusals.Untranslatable(target, name) : new Chat(messages, _options);
    }

    private bool Takes(JsonProperty member, List<ChatMessage> messages)
    {
        try
        {
            return member.NameEquals("messages") ? ChatRequestMessages.Read(member.Value, messages) : Take(member.Name, member.Value);
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or KeyNotFoundException)
        {
            return false; // Of another type than the API has there.
        }
    }

    /// <returns>Whether the member can be said to a chat client.</returns>
    private bool Take(string name, JsonElement value)
    {
        switch (name)
        {
            case "stream" or "stream_options" or "store" or "user":
                return true; // The gateway's own concern.
            case "n":
                return value.TryGetInt32(out var choices) && choices == 1;
            case "logprobs":
                return value.ValueKind == JsonValueKind.False;
            case "modalities":
                return value.EnumerateArray().All(modality => modality.ValueEquals("text"));
            case "functions" or "function_call" or "audio" or "prediction" or "web_search_options" or "top_logprobs":
                return false;
            case "model":
                _options.ModelId = value.GetString();
                return true;
            case "temperature":
                _options.Temperature = value.GetSingle();
                return true;
            case "top_p":
                _options.TopP = value.GetSingle();
                return true;
            case "frequency_penalty":
                _options.FrequencyPenalty = value.GetSingle();
                return true;
            case "presence_penalty":
                _options.PresencePenalty = value.GetSingle();
                return true;
            case "seed":
                _options.Seed = value.GetInt64();
                return true;
            case "max_tokens" or "max_completion_tokens":
                _options.MaxOutputTokens = Math.Min(value.GetInt32(), _options.MaxOutputTokens ?? int.MaxValue);
                return true;
            case "stop":
                _options.StopSequences = value.ValueKind == JsonValueKind.String ? [value.GetString()!] : [.. value.EnumerateArray().Select(stop => stop.GetString()!)];
                return true;
            case "parallel_tool_calls":
                _options.AllowMultipleToolCalls = value.GetBoolean();
                return true;
            case "tools":
                return ChatRequestTools.Read(value, _options);
            case "tool_choice":
                return ChatRequestTools.ReadChoice(value, _options);
            case "response_format":
                return ReadFormat(value);
            default:
                (_options.AdditionalProperties ??= [])[name] = value;
                return true;
        }
    }

    private bool ReadFormat(JsonElement format)
    {
        var type = format.GetProperty("type").GetString();
        _options.ResponseFormat = type switch
        {
            "text" => ChatResponseFormat.Text,
            "json_object" => ChatResponseFormat.Json,
            "json_schema" when format.TryGetProperty("json_schema", out var named) && named.TryGetProperty("schema", out var schema) =>
                ChatResponseFormat.ForJsonSchema(schema, Text(named, "name"), Text(named, "description")),
            _ => null,
        };
        return _options.ResponseFormat is not null;
    }

    private static string? Text(JsonElement value, string name) => value.TryGetProperty(name, out var text) ? text.GetString() : null;
}
