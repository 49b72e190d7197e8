using System.Text.Json;
using Keeptrusts.Gateway.Middleware.Exchanges;

namespace Keeptrusts.Gateway.Middleware.Translation.Anthropic;

/// <summary>Images and files of a chat. Inline ones are sent inline; an address is passed on as one, since the gateway fetches nothing.</summary>
internal static class ChatMedia
{
    public static Refusal? WriteImage(Utf8JsonWriter json, JsonElement part)
    {
        var image = part.Member("image_url");
        var url = image is { ValueKind: JsonValueKind.String } alone ? alone.GetString() : image?.Member("url") is { ValueKind: JsonValueKind.String } given ? given.GetString() : null;
        return Write(json, part, "image", url, title: null) ? null : Untranslatable.Of("messages[].content[].image_url", "it takes `data:TYPE;base64,…` or an address of the web.");
    }

    public static Refusal? WriteFile(Utf8JsonWriter json, JsonElement part)
    {
        var file = part.Member("file");
        var data = file?.Member("file_data") is { ValueKind: JsonValueKind.String } given ? given.GetString() : null;
        return data is not null && data.StartsWith("data:application/pdf;base64,", StringComparison.Ordinal) && Write(json, part, "document", data, file?.Raw("filename"))
            ? null
            : Untranslatable.Of("messages[].content[].file", "it takes PDF files as `data:application/pdf;base64,…`.");
    }

    private static bool Write(Utf8JsonWriter json, JsonElement part, string type, string? url, string? title)
    {
        const string Base64 = ";base64,";
        var inline = url is not null && url.StartsWith("data:", StringComparison.OrdinalIgnoreCase);
        var comma = inline ? url!.IndexOf(Base64, StringComparison.OrdinalIgnoreCase) : -1;
        if (url is null || (inline ? comma < 0 : !url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !url.StartsWith("http://", StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteStartObject("source");
        json.WriteString("type", inline ? "base64" : "url");
        if (inline)
        {
            json.WriteString("media_type", url[5..comma]);
            json.WriteString("data", url[(comma + Base64.Length)..]);
        }
        else
        {
            json.WriteString("url", url);
        }

        json.WriteEndObject();
        if (title is not null)
        {
            json.WriteRaw("title", title);
        }

        json.Copy(part, "cache_control");
        json.WriteEndObject();
        return true;
    }
}
