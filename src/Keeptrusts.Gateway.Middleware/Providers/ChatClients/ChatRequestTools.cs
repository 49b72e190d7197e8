using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.Providers.ChatClients;

/// <summary>Reads the tools of a chat request: functions, which the caller makes the calls of.</summary>
internal static class ChatRequestTools
{
    private static readonly JsonElement NoParameters = JsonSerializer.Deserialize<JsonElement>("""{"type":"object","properties":{}}""");

    /// <returns>Whether all are functions.</returns>
    public static bool Read(JsonElement tools, ChatOptions options)
    {
        options.Tools = [];
        foreach (var tool in tools.EnumerateArray())
        {
            if (!tool.TryGetProperty("function", out var function))
            {
                return false;
            }

            options.Tools.Add(new DeclaredFunction(
                function.GetProperty("name").GetString()!,
                function.TryGetProperty("description", out var description) ? description.GetString() ?? "" : "",
                function.TryGetProperty("parameters", out var parameters) && parameters.ValueKind == JsonValueKind.Object ? parameters : NoParameters,
                function.TryGetProperty("strict", out var strict) && strict.ValueKind == JsonValueKind.True));
        }

        return true;
    }

    /// <returns>Whether the choice is one that chat clients know.</returns>
    public static bool ReadChoice(JsonElement choice, ChatOptions options)
    {
        options.ToolMode = choice.ValueKind == JsonValueKind.Object
            ? choice.TryGetProperty("function", out var function) ? ChatToolMode.RequireSpecific(function.GetProperty("name").GetString()!) : null
            : choice.GetString() switch
            {
                "none" => ChatToolMode.None,
                "auto" => ChatToolMode.Auto,
                "required" => ChatToolMode.RequireAny,
                _ => null,
            };
        return options.ToolMode is not null;
    }
}
