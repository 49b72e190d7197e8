using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Keeptrusts.Policy.Suites.Tests;

/// <summary>Compares delivered texts. A text stands for the content of the last message or choice.</summary>
internal static class OutputExpectation
{
    private const string What = "output";
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IEnumerable<PolicyTestDifference> Compare(JsonNode? expected, JsonNode? actual) => (expected, actual) switch
    {
        (JsonArray wanted, JsonArray messages) => Messages(wanted, messages),
        (JsonArray wanted, JsonValue text) => Messages(wanted, [new JsonObject { ["content"] = text.DeepClone() }]),
        (JsonValue, JsonArray messages) => Same(What, expected, Content(messages)),
        _ => Same(What, expected, actual),
    };

    // Of a message only the members that the test names are compared.
    private static List<PolicyTestDifference> Messages(JsonArray expected, JsonArray actual)
    {
        if (expected.Count != actual.Count)
        {
            return [new PolicyTestDifference(What, Show(expected), Show(actual))];
        }

        var differences = new List<PolicyTestDifference>();
        for (var i = 0; i < expected.Count; i++)
        {
            foreach (var (key, value) in (JsonObject)expected[i]!)
            {
                differences.AddRange(Same($"{What}[{i}].{key}", value, actual[i]![key]));
            }
        }

        return differences;
    }

    private static JsonNode? Content(JsonArray messages)
    {
        var content = messages.LastOrDefault()?["content"];
        return content is JsonArray parts ? JsonValue.Create(string.Concat(parts.Select(p => (string?)p?["text"]))) : content;
    }

    private static IEnumerable<PolicyTestDifference> Same(string what, JsonNode? expected, JsonNode? actual) =>
        JsonNode.DeepEquals(expected, actual) ? [] : [new PolicyTestDifference(what, Show(expected), Show(actual))];

    private static string Show(JsonNode? node) => node is null ? "nothing" : node.ToJsonString(Readable);
}
