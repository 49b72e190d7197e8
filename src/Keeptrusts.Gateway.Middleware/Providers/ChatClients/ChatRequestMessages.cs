using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.Providers.ChatClients;

/// <summary>Reads the messages of a chat request.</summary>
internal static class ChatRequestMessages
{
    /// <returns>Whether chat clients can be told all that the messages say.</returns>
    public static bool Read(JsonElement messages, List<ChatMessage> output) => messages.EnumerateArray().All(message => ReadOne(message, output));

    private static bool ReadOne(JsonElement message, List<ChatMessage> output)
    {
        var contents = new List<AIContent>();
        var role = message.GetProperty("role").GetString()!;
        var callId = Text(message, "tool_call_id");
        foreach (var member in message.EnumerateObject())
        {
            var known = member.Value.ValueKind == JsonValueKind.Null || member.Name switch
            {
                "role" or "name" or "tool_call_id" => true,
                "content" when role == "tool" => AddResult(callId, member.Value, contents),
                "content" => AddContent(member.Value, contents),
                "refusal" => Add(contents, new ErrorContent(member.Value.GetString()) { ErrorCode = "Refusal" }),
                "reasoning_content" or "reasoning" => member.Value.ValueKind == JsonValueKind.String && Add(contents, new TextReasoningContent(member.Value.GetString())),
                "tool_calls" => member.Value.EnumerateArray().All(call => AddCall(call, contents)),
                _ => false,
            };
            if (!known)
            {
                return false;
            }
        }

        output.Add(new ChatMessage(RoleOf(role), contents) { AuthorName = Text(message, "name") });
        return true;
    }

    private static ChatRole RoleOf(string role) => role is "developer" ? ChatRole.System : new ChatRole(role);

    private static bool AddContent(JsonElement content, List<AIContent> contents) => content.ValueKind == JsonValueKind.String
        ? Add(contents, new TextContent(content.GetString()))
        : content.EnumerateArray().All(part => Part(part) is { } read && Add(contents, read));

    private static bool AddResult(string? callId, JsonElement content, List<AIContent> contents)
    {
        var parts = new List<AIContent>();
        return callId is not null && AddContent(content, parts) && parts.TrueForAll(part => part is TextContent)
            && Add(contents, new FunctionResultContent(callId, string.Concat(parts.Cast<TextContent>().Select(part => part.Text))));
    }

    private static bool AddCall(JsonElement call, List<AIContent> contents)
    {
        if (!call.TryGetProperty("function", out var function) || Text(call, "id") is not { } id)
        {
            return false;
        }

        Dictionary<string, object?>? arguments = null;
        if (Text(function, "arguments") is { Length: > 0 } json)
        {
            try
            {
                arguments = JsonSerializer.Deserialize<Dictionary<string, object?>>(json, AIJsonUtilities.DefaultOptions);
            }
            catch (JsonException)
            {
                return false;
            }
        }

        return Add(contents, new FunctionCallContent(id, function.GetProperty("name").GetString()!, arguments));
    }

    private static AIContent? Part(JsonElement part) => Text(part, "type") switch
    {
        "text" => new TextContent(Text(part, "text")),
        "refusal" => new ErrorContent(Text(part, "refusal")) { ErrorCode = "Refusal" },
        "image_url" when part.GetProperty("image_url").GetProperty("url").GetString() is { } url => Addressed(url, "image/*"),
        "input_audio" when part.GetProperty("input_audio") is var audio => Given($"data:audio/{Text(audio, "format")};base64,{Text(audio, "data")}", null),
        "file" when part.GetProperty("file") is var file && Text(file, "file_data") is { } data => Given(data, Text(file, "filename")),
        _ => null,
    };

    private static AIContent? Addressed(string url, string type) => url.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? Given(url, null)
        : Uri.TryCreate(url, UriKind.Absolute, out var address) ? new UriContent(address, type)
        : null;

    private static DataContent? Given(string dataUri, string? name)
    {
        try
        {
            return new DataContent(dataUri) { Name = name };
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static bool Add(List<AIContent> contents, AIContent content)
    {
        contents.Add(content);
        return true;
    }

    private static string? Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
