using System.Text.Json;
using Keeptrusts.Host.ControlPlane.Contracts;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Keeptrusts.Host.Storage;

/// <summary>Lists of strings as JSON text, alike in every database, so that plain statements read them too.</summary>
internal sealed class JsonListConverter() : ValueConverter<IReadOnlyList<string>, string>(list => Write(list), json => Read(json))
{
    public static IReadOnlyList<string> Read(string json) => json == "[]" ? [] : JsonSerializer.Deserialize(json, ControlJson.Default.StringArray)!;

    public static string Write(IReadOnlyList<string> list) => list.Count == 0 ? "[]" : JsonSerializer.Serialize([.. list], ControlJson.Default.StringArray);

    /// <summary>Two lists are equal when their elements are.</summary>
    internal sealed class Comparer() : ValueComparer<IReadOnlyList<string>>(
        (left, right) => left == null ? right == null : right != null && left.SequenceEqual(right),
        list => list.Aggregate(0, (hash, item) => HashCode.Combine(hash, StringComparer.Ordinal.GetHashCode(item))),
        list => list);
}
