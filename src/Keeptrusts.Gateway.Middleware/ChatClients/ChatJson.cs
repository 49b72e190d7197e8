using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Keeptrusts.Gateway.Middleware.ChatClients;

/// <summary>The values that chat clients carry as objects, as the JSON that they become on their way.</summary>
internal static class ChatJson
{
    private static readonly JsonSerializerOptions Options = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    /// <returns>JSON; <see langword="null"/> for values that cannot be written, and so cannot be read by a policy.</returns>
    public static string? Write(object? value)
    {
        try
        {
            return JsonSerializer.Serialize(value, Options);
        }
        catch (Exception e) when (e is NotSupportedException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A value of redacted JSON; the text itself where redaction left no JSON.</summary>
    public static object Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(json, Options);
        }
        catch (JsonException)
        {
            return json;
        }
    }

    /// <summary>Arguments of redacted JSON; <see langword="null"/> where they are no object any more.</summary>
    public static Dictionary<string, object?>? ReadArguments(string json)
    {
        if (Read(json) is not JsonElement { ValueKind: JsonValueKind.Object } element)
        {
            return null;
        }

        var arguments = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            arguments[member.Name] = member.Value; // Two names may have become the same marker.
        }

        return arguments;
    }
}
