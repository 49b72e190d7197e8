using Keeptrusts.Policy.Calls;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.ChatClients;

/// <summary>Where the texts of messages come from, as policies know it.</summary>
internal static class ChatSources
{
    /// <summary>The message number of texts outside the messages.</summary>
    public const int NoMessage = -1;

    public static TextSource Of(ChatRole role, int message, TextPart part) => new(RoleOf(role), message, part);

    /// <summary>What the application says.</summary>
    public static TextSource System(TextPart part) => new(TextRole.System, NoMessage, part);

    private static TextRole RoleOf(ChatRole role) =>
        role == ChatRole.User ? TextRole.User
        : role == ChatRole.Assistant ? TextRole.Assistant
        : role == ChatRole.System || role == new ChatRole("developer") ? TextRole.System
        : role == ChatRole.Tool ? TextRole.Tool
        : TextRole.Unknown;
}
