using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Wire.Requests;

/// <summary>
/// Members that only look like those the gateway acts on. Some servers do not tell case apart, and take <c>Model</c> for <c>model</c>: what is let pass as
/// unknown here would choose the model, or the limit, there.
/// </summary>
internal static class Misspelt
{
    private const int LongestWritten = 192; // Each character may be written as an escape of six.

    private static readonly string[] Governed =
    [
        "model", "models", "stream", "stream_options", "n", "best_of", "max_tokens", "max_completion_tokens", "max_output_tokens", "store", "user",
        "messages", "input", "prompt", "tools", "previous_response_id", "conversation", "background", "container", "mcp_servers", "web_search_options",
    ];

    /// <summary>Why an unknown member of a request is refused; <see langword="null"/> where it is like no other. The reader stands on its name.</summary>
    public static JsonFault? Find(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > LongestWritten)
        {
            return null;
        }

        Span<char> name = stackalloc char[LongestWritten];
        name = name[..JsonText.Decode(reader.ValueSpan, reader.ValueIsEscaped, name)];
        name.Replace('\u017F', 's'); // The two letters beyond ASCII that such servers take for one of it.
        name.Replace('\u212A', 'k');
        foreach (var governed in Governed)
        {
            if (((ReadOnlySpan<char>)name).Equals(governed, StringComparison.OrdinalIgnoreCase))
            {
                return new("unsupported_parameter", $"A member is spelt almost like `{governed}`, and some servers would take it for that; send `{governed}`, in small letters.", governed);
            }
        }

        return null;
    }
}
