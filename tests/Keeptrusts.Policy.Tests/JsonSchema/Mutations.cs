using System.Text.Json.Nodes;

namespace Keeptrusts.Policy.Tests.JsonSchema;

/// <summary>Every document that differs from a given one in one place: a key taken away, renamed or added, a value of another type or form.</summary>
internal static class Mutations
{
    private static readonly string[] Values = ["null", "true", "0", "-1", "1.5", "3000000000", "\"\"", "\" \"", "\"a b\"", "\"2027-02-29\"", "\"block\"", "[]", "{}", "[\"x\"]", "[{}]", "{\"x\":\"block\"}"];

    public static IEnumerable<JsonNode> Of(JsonNode document)
    {
        foreach (var path in Paths(document, []).ToList())
        {
            foreach (var value in Values)
            {
                yield return With(document, path, (parent, key) => Put(parent, key, JsonNode.Parse(value)));
            }

            yield return With(document, path, Remove);
            if (path[^1] is string)
            {
                yield return With(document, path, (parent, key) =>
                {
                    var value = parent[(string)key]?.DeepClone();
                    Remove(parent, key);
                    parent["zz-" + key] = value;
                });
            }
        }
    }

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] above)
    {
        IEnumerable<(object Key, JsonNode? Value)> parts = node switch
        {
            JsonObject map => map.Select(p => ((object)p.Key, p.Value)),
            JsonArray list => list.Select((v, i) => ((object)i, v)),
            _ => [],
        };
        foreach (var (key, value) in parts)
        {
            object[] here = [.. above, key];
            yield return here;
            foreach (var below in Paths(value, here))
            {
                yield return below;
            }
        }
    }

    private static JsonNode With(JsonNode document, object[] path, Action<JsonNode, object> change)
    {
        var copy = document.DeepClone();
        var parent = path[..^1].Aggregate(copy, (node, key) => key is string name ? node[name]! : node[(int)key]!);
        change(parent, path[^1]);
        return copy;
    }

    private static void Put(JsonNode parent, object key, JsonNode? value)
    {
        if (key is string name)
        {
            parent[name] = value;
        }
        else
        {
            parent[(int)key] = value;
        }
    }

    private static void Remove(JsonNode parent, object key)
    {
        if (key is string name)
        {
            ((JsonObject)parent).Remove(name);
        }
        else
        {
            ((JsonArray)parent).RemoveAt((int)key);
        }
    }
}
