using System.Text.Json.Nodes;

namespace Keeptrusts.Gateway.Middleware.Tests.Wire;

/// <summary>Random valid chat requests, and a marked string put into a random place of one.</summary>
internal static class RandomRequests
{
    private static readonly string[] Messages =
    [
        """{"role":"system","content":"be kind"}""",
        """{"role":"user","name":"ann","content":"hi"}""",
        """{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b","cache_control":{"type":"ephemeral"}}]}""",
        """{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x/y","detail":"low"}},{"type":"text","text":"what"}]}""",
        """{"role":"user","content":[{"type":"file","file":{"filename":"f","file_data":"AAAA"}},{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}]}""",
        """{"role":"assistant","content":null,"refusal":"no","reasoning_content":"hm","audio":{"id":"a"}}""",
        """{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"c2","type":"custom","custom":{"name":"g","input":"z"}}]}""",
        """{"role":"assistant","function_call":{"name":"f","arguments":"{}"}}""",
        """{"role":"tool","tool_call_id":"c1","content":[{"type":"text","text":"r"}]}""",
    ];

    private static readonly string[] Members =
    [
        "\"stream\":true", "\"stream_options\":{\"include_usage\":false}", "\"n\":2", "\"temperature\":0.5", "\"user\":\"u\"", "\"store\":false", "\"metadata\":{\"k\":\"v\"}",
        "\"stop\":[\"x\"]", "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"d\",\"parameters\":{\"type\":\"object\",\"properties\":{\"p\":{\"type\":\"string\",\"enum\":[\"e\"]}}}}}]",
        "\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"f\"}}", "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":{\"title\":\"t\"}}}",
        "\"logit_bias\":{\"50256\":-100}", "\"prediction\":{\"type\":\"content\",\"content\":[{\"type\":\"text\",\"text\":\"p\"}]}", "\"x_custom\":{\"deep\":[{\"er\":\"v\"}]}",
        "\"web_search_options\":{\"user_location\":{\"type\":\"approximate\",\"approximate\":{\"city\":\"Rome\"}}}", "\"audio\":{\"voice\":\"alloy\",\"format\":\"wav\"}",
    ];

    public static JsonObject Next(Random random)
    {
        var messages = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Messages[random.Next(Messages.Length)]);
        var members = Members.OrderBy(_ => random.Next()).Take(random.Next(6)).Prepend($"\"messages\":[{string.Join(',', messages)}]").Prepend("\"model\":\"m\"");
        return JsonNode.Parse("{" + string.Join(',', members.OrderBy(_ => random.Next())) + "}")!.AsObject();
    }

    /// <summary>Puts the mark in place of a random value, into a random array or object, or in place of a random name.</summary>
    /// <returns>The path of the place; null when there was nothing to mark.</returns>
    public static string? Mark(JsonObject request, Random random, string mark)
    {
        var nodes = All(request).ToList();
        var node = nodes[random.Next(nodes.Count)];
        var value = random.Next(5) switch { 0 => (JsonNode)new JsonArray(mark), 1 => new JsonObject { ["text"] = mark }, 2 => new JsonObject { ["inner"] = new JsonArray(new JsonObject { ["id"] = mark }) }, _ => mark };
        switch (node)
        {
            case JsonObject o when random.Next(2) == 0 || o.Count == 0:
                var name = random.Next(3) switch { 0 => mark, 1 => "unknown", _ => "name" };
                o.Remove(name);
                o[name] = name == mark ? 1 : value;
                return o.GetPath() + "." + name;
            case JsonObject o:
                var replaced = o.ElementAt(random.Next(o.Count)).Key;
                o[replaced] = value;
                return o[replaced]!.GetPath() + (value is JsonValue ? "" : "!");
            case JsonArray a:
                a.Insert(random.Next(a.Count + 1), value);
                return a.GetPath() + "[]";
            default:
                return null;
        }
    }

    /// <summary>Places that are passed on as they are, or not passed on at all. Only strings are: what stands inside an object there is text.</summary>
    public static bool IsOpaque(string place) =>
        place is "$.model" or "$.user"
        || place.EndsWith(".tool_call_id", StringComparison.Ordinal)
        || (place.EndsWith(".id", StringComparison.Ordinal) && place.Contains("tool_calls", StringComparison.Ordinal))
        || place.EndsWith(".file_data", StringComparison.Ordinal)
        || place.EndsWith("input_audio.data", StringComparison.Ordinal)
        || place.EndsWith("].input_audio", StringComparison.Ordinal)
        || place.EndsWith("].file", StringComparison.Ordinal);

    private static IEnumerable<JsonNode> All(JsonNode node) => node switch
    {
        JsonObject o => o.Where(member => member.Value is not null).SelectMany(member => All(member.Value!)).Prepend(o),
        JsonArray a => a.Where(item => item is not null).SelectMany(item => All(item!)).Prepend(a),
        _ => [],
    };
}
