using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>Names many places of a JSON text by their RFC 6901 pointers, in one pass.</summary>
internal static class JsonPointers
{
    /// <summary>Stands for a name that is not to be shown.</summary>
    public const string Hidden = "*";

    /// <param name="json">The text.</param>
    /// <param name="offsets">Where the values' (or the names') tokens start.</param>
    /// <param name="isHidden">Whether the name at an offset is replaced by <see cref="Hidden"/>.</param>
    public static Dictionary<int, string> Of(ReadOnlySpan<byte> json, IReadOnlySet<int> offsets, Func<int, bool> isHidden)
    {
        var found = new Dictionary<int, string>(offsets.Count);
        var path = new List<string>();
        var indexes = new Stack<int>();
        var reader = new Utf8JsonReader(json);
        while (found.Count < offsets.Count && reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
            {
                indexes.Pop();
                Trim(path, indexes.Count);
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                Trim(path, indexes.Count - 1);
                path.Add(isHidden(start) ? Hidden : reader.GetString()!.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal));
            }
            else if (indexes.TryPeek(out var index) && index >= 0)
            {
                Trim(path, indexes.Count - 1);
                path.Add(index.ToString(CultureInfo.InvariantCulture));
                indexes.Push(indexes.Pop() + 1);
            }

            if (offsets.Contains(start))
            {
                found[start] = Join(path);
            }

            if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
            {
                indexes.Push(reader.TokenType == JsonTokenType.StartArray ? 0 : -1);
            }
        }

        return found;
    }

    private static string Join(List<string> path)
    {
        var pointer = new StringBuilder();
        path.ForEach(segment => pointer.Append('/').Append(segment));
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
