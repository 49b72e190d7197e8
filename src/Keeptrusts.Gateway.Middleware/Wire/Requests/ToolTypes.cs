using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Wire.Requests;

/// <summary>What the types of tools in a responses request mean.</summary>
internal static class ToolTypes
{
    /// <summary>
    /// Whether the provider runs the tool and bills it by itself; the reader stands on the type. Tools that the caller runs are known; any other is taken
    /// for one that nobody can bound.
    /// </summary>
    public static bool IsHosted(ref Utf8JsonReader reader) => !(
        reader.ValueTextEquals("function"u8) || reader.ValueTextEquals("custom"u8) || reader.ValueTextEquals("namespace"u8) || reader.ValueTextEquals("local_shell"u8)
        || reader.ValueTextEquals("apply_patch"u8) || reader.ValueTextEquals("computer"u8) || reader.ValueTextEquals("computer_use_preview"u8));

    /// <summary>Whether it makes images, which no policy can read.</summary>
    public static bool MakesImages(ref Utf8JsonReader reader) => reader.ValueTextEquals("image_generation"u8);
}
