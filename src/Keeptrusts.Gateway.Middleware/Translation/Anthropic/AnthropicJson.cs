using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Translation.Anthropic;

/// <summary>Reads and writes JSON for both sides of the translation. Strings are copied as they are written, escapes included, so that none can change.</summary>
internal static class AnthropicJson
{
    private const int MaxDepth = 128;
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth };

    /// <returns>The object; <see langword="null"/> where it is no JSON object.</returns>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> json)
    {
        try
        {
            var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static void Write(IBufferWriter<byte> output, Action<Utf8JsonWriter> members)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    }

    /// <summary>The value of a member; <see langword="null"/> where it is absent or null.</summary>
    public static JsonElement? Member(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    /// <summary>Whether a member is this word of the protocol.</summary>
    public static bool Is(this JsonElement value, string name, string word) =>
        value.Member(name) is { ValueKind: JsonValueKind.String } member && member.ValueEquals(word);

    public static int? Number(this JsonElement value, string name) =>
        value.Member(name) is { ValueKind: JsonValueKind.Number } member && member.TryGetInt32(out var number) ? number : null;

    /// <summary>A string as it is written, quotes included; <see langword="null"/> where the member is none.</summary>
    public static string? Raw(this JsonElement value, string name) => value.Member(name) is { ValueKind: JsonValueKind.String } member ? member.GetRawText() : null;

    /// <summary>Copies a member, if it is there.</summary>
    public static void Copy(this Utf8JsonWriter json, JsonElement from, string name, string? to = null)
    {
        if (from.Member(name) is { } member)
        {
            json.WriteRaw(to ?? name, member.GetRawText());
        }
    }

    /// <summary>A member whose value is JSON already, and was checked when it was read.</summary>
    public static void WriteRaw(this Utf8JsonWriter json, string name, string raw)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(raw, skipInputValidation: true);
    }
}
