using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>Names a place in a JSON text by its RFC 6901 pointer, found again by walking: only needed when something was found there.</summary>
internal static class JsonPointer
{
    /// <param name="json">The text.</param>
    /// <param name="offset">Where the value's (or the name's) token starts.</param>
    public static string At(ReadOnlySpan<byte> json, int offset)
    {
        var path = new List<string>();
        var indexes = new Stack<int>();
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                indexes.Pop();
                Trim(path, indexes.Count);
                continue;
            }

            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                Trim(path, indexes.Count - 1);
                path.Add(reader.GetString()!.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
            }
            else if (indexes.TryPeek(out var index) && index >= 0)
            {
                Trim(path, indexes.Count - 1);
                path.Add(index.ToString(CultureInfo.InvariantCulture));
                indexes.Push(indexes.Pop() + 1);
            }

            if (reader.TokenStartIndex == offset)
            {
                break;
            }

            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                indexes.Push(reader.TokenType == JsonTokenType.StartArray ? 0 : -1);
            }
        }

        var pointer = new StringBuilder();
        foreach (var segment in path)
        {
            pointer.Append('/').Append(segment);
        }

        return pointer.ToString();
    }

    private static void Trim(List<string> path, int length)
    {
        if (path.Count > length)
        {
            path.RemoveRange(length, path.Count - length);
        }
    }
}
