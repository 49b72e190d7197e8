using System.Text.Json;

namespace Keeptrusts.Host.ControlPlane.Events;

/// <summary>Reads members of an event.</summary>
internal static class EventJson
{
    /// <exception cref="JsonException">It is not there.</exception>
    public static string Required(this JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new JsonException($"The event has no {name}.");

    public static string? Optional(this JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;

    public static bool IsSet(this JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static long Number(this JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetInt64() : 0;
}
