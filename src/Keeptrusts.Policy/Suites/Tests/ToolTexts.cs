using System.Globalization;
using System.Text.Json.Nodes;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Policy.Suites.Tests;

/// <summary>Every string in the definitions of tools: they reach the model like any other text.</summary>
internal static class ToolTexts
{
    public static IReadOnlyList<CorpusChannel> Find(JsonArray tools)
    {
        var channels = new List<CorpusChannel>();
        Walk(tools, "/tools", channels);
        return channels;
    }

    private static void Walk(JsonNode? node, string at, List<CorpusChannel> channels)
    {
        if (node is JsonArray list)
        {
            for (var i = 0; i < list.Count; i++)
            {
                Walk(list[i], $"{at}/{i.ToString(CultureInfo.InvariantCulture)}", channels);
            }
        }

        foreach (var (key, value) in node is JsonObject map ? map.ToList() : [])
        {
            if (value is JsonValue scalar && scalar.TryGetValue<string>(out var text))
            {
                var source = new TextSource(TextRole.System, 0, TextPart.ToolDefinition);
                channels.Add(new CorpusChannel([new TextSlot($"{at}/{key}", text, (JsonObject)node!, key)], ChannelFormat.Text, source));
            }
            else
            {
                Walk(value, $"{at}/{key}", channels);
            }
        }
    }
}
