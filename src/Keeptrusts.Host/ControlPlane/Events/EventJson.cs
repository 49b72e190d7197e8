using System.Text.Json;

namespace Keeptrusts.Host.ControlPlane.Events;

/// <summary>Reads members of an event.</summary>
internal static class EventJson
{
    public static string? Optional(this JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() : null;
}
