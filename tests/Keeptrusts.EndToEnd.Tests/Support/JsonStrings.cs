using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keeptrusts.EndToEnd.Tests.Support;

/// <summary>Reads JSON strings as JavaScript does: half a surrogate pair is a character too, where .NET's reader refuses.</summary>
internal static class JsonStrings
{
    public static string? Decode(JsonNode? node)
    {
        if (node is null)
        {
            return null;
        }

        var raw = node.GetValue<JsonElement>().GetRawText().AsSpan()[1..^1];
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
            {
                text.Append(raw[i]);
                continue;
            }

            i++;
            if (raw[i] == 'u')
            {
                text.Append((char)int.Parse(raw.Slice(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                i += 4;
            }
            else
            {
                text.Append(raw[i] switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', var c => c });
            }
        }

        return text.ToString();
    }
}
