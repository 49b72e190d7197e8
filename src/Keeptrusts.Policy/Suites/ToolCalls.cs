using System.Globalization;
using System.Text.Json.Nodes;
using Keeptrusts.Policy.Calls;

namespace Keeptrusts.Policy.Suites;

/// <summary>Finds the tool calls of chat messages, in order.</summary>
internal static class ToolCalls
{
    /// <param name="messages">The messages.</param>
    /// <param name="at">JSON pointer of the list.</param>
    /// <param name="below">What leads from an item of the list to its message.</param>
    public static IReadOnlyList<ToolCall> Find(JsonArray messages, string at = "/messages", string below = "")
    {
        var calls = new List<ToolCall>();
        for (var i = 0; i < messages.Count; i++)
        {
            var message = (JsonObject)messages[i]!;
            var here = $"{at}/{i.ToString(CultureInfo.InvariantCulture)}{below}";
            Add(message["function_call"], here + "/function_call", calls);
            var listed = message["tool_calls"] as JsonArray ?? [];
            for (var j = 0; j < listed.Count; j++)
            {
                Add((listed[j] as JsonObject)?["function"], $"{here}/tool_calls/{j.ToString(CultureInfo.InvariantCulture)}", calls);
            }
        }

        return calls;
    }

    private static void Add(JsonNode? node, string at, List<ToolCall> calls)
    {
        if (node is JsonObject function && Text(function["name"]) is { } name)
        {
            calls.Add(new ToolCall(name, Text(function["arguments"]) ?? "", at));
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
