using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Keeptrusts.Host.Cli.Output;

/// <summary>Prints JSON for people and pipes alike.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task WriteAsync(TextWriter output, JsonElement element)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
        {
            element.WriteTo(writer);
        }

        return output.WriteLineAsync(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
