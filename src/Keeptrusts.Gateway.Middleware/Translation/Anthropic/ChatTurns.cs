using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Translation.Anthropic;

/// <summary>
/// The messages of a chat. What the system says stands apart; the rest are turns of user and assistant, and messages that follow each other in one role are
/// one turn, because the results of several tool calls have to stand in the turn that follows the calls.
/// </summary>
internal static class ChatTurns
{
    public static Refusal? Write(Utf8JsonWriter json, JsonElement messages)
    {
        var refusal = WriteSystem(json, messages);
        string? open = null;
        json.WriteStartArray("messages");
        foreach (var message in messages.EnumerateArray())
        {
            if (refusal is not null || IsSystem(message))
            {
                continue;
            }

            var role = message.Is("role", "assistant") ? "assistant" : message.Is("role", "user") || message.Is("role", "tool") ? "user" : null;
            if (role is null)
            {
                refusal = Untranslatable.Of("messages[].role", "it knows system, developer, user, assistant and tool.");
                continue;
            }

            if (!ChatBlocks.Any(message))
            {
                continue; // An empty turn is an error there, and says nothing.
            }

            if (open != role)
            {
                End(json, open);
                json.WriteStartObject();
                json.WriteString("role", role);
                json.WriteStartArray("content");
                open = role;
            }

            refusal = message.Is("role", "tool") ? ChatBlocks.WriteResult(json, message) : ChatBlocks.Write(json, message);
        }

        End(json, open);
        json.WriteEndArray();
        return refusal;
    }

    private static bool IsSystem(JsonElement message) => message.Is("role", "system") || message.Is("role", "developer");

    private static void End(Utf8JsonWriter json, string? open)
    {
        if (open is not null)
        {
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    private static Refusal? WriteSystem(Utf8JsonWriter json, JsonElement messages)
    {
        var systems = messages.EnumerateArray().Where(message => IsSystem(message) && ChatBlocks.Any(message)).ToList();
        if (systems.Count == 0)
        {
            return null;
        }

        Refusal? refusal = null;
        json.WriteStartArray("system");
        foreach (var system in systems)
        {
            refusal ??= ChatBlocks.WriteTexts(json, system.Member("content"));
        }

        json.WriteEndArray();
        return refusal;
    }
}
