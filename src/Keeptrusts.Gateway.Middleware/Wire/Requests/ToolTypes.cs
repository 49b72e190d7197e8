using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Wire.Requests;

/// <summary>What the types of tools in a responses request mean.</summary>
internal static class ToolTypes
{
    private static readonly string[] ClientTools = ["bash_", "text_editor_", "computer_", "memory_"];

    /// <summary>
    /// Whether the provider runs the tool and bills it by itself; the reader stands on the type. Tools that the caller runs are known; any other is taken
    /// for one that nobody can bound.
    /// </summary>
    public static bool IsHosted(ref Utf8JsonReader reader) => !(
        reader.ValueTextEquals("function"u8) || reader.ValueTextEquals("custom"u8) || reader.ValueTextEquals("namespace"u8) || reader.ValueTextEquals("local_shell"u8)
        || reader.ValueTextEquals("apply_patch"u8) || reader.ValueTextEquals("computer"u8) || reader.ValueTextEquals("computer_use_preview"u8));

    /// <summary>The same for tools in messages: those that the caller runs are its own (<c>custom</c>) or Anthropic's, by a name and a date.</summary>
    public static bool IsHostedInMessages(ref Utf8JsonReader reader)
    {
        var type = reader.GetString()!;
        return type != "custom" && !Array.Exists(ClientTools, name => type.StartsWith(name, StringComparison.Ordinal));
    }

    /// <summary>Whether it makes images, which no policy can read.</summary>
    public static bool MakesImages(ref Utf8JsonReader reader) => reader.ValueTextEquals("image_generation"u8);
}
