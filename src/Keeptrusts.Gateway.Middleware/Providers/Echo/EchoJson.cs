using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Providers.Echo;

/// <summary>Writes the JSON of the built-in target.</summary>
internal static class EchoJson
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    public static void Event(ArrayBufferWriter<byte> events, Action<Utf8JsonWriter> write)
    {
        events.Write("data: "u8);
        events.Write(Write(write));
        events.Write("\n\n"u8);
    }

    public static void Head(Utf8JsonWriter json, string id, string kind, string model)
    {
        json.WriteString("id", id);
        json.WriteString("object", kind);
        json.WriteNumber("created", 0);
        json.WriteString("model", model);
    }

    public static void Usage(Utf8JsonWriter json, int prompt, int completion)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("prompt_tokens", prompt);
        json.WriteNumber("completion_tokens", completion);
        json.WriteNumber("total_tokens", prompt + completion);
        json.WriteEndObject();
    }
}
