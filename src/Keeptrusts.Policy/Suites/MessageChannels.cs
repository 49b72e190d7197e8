using System.Globalization;
using System.Text.Json.Nodes;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Policy.Suites;

/// <summary>Finds every string of chat messages that carries text: contents, refusals, reasoning, names, tool calls.</summary>
internal static class MessageChannels
{
    private static readonly string[] Texts = ["refusal", "reasoning", "reasoning_content", "name"];
    private static readonly string[] PartTexts = ["text", "refusal", "input_text", "output_text"];

    public static IReadOnlyList<CorpusChannel> Find(JsonArray messages)
    {
        var channels = new List<CorpusChannel>();
        for (var i = 0; i < messages.Count; i++)
        {
            AddMessage((JsonObject)messages[i]!, $"/messages/{i.ToString(CultureInfo.InvariantCulture)}", channels);
        }

        return channels;
    }

    private static void AddMessage(JsonObject message, string at, List<CorpusChannel> channels)
    {
        AddText(message, "content", at, ChannelFormat.Text, channels);
        if (message["content"] is JsonArray parts)
        {
            AddParts(parts, at + "/content", channels);
        }

        foreach (var key in Texts)
        {
            AddText(message, key, at, ChannelFormat.Text, channels);
        }

        AddFunction(message["function_call"], at + "/function_call", channels);
        if (message["tool_calls"] is JsonArray calls)
        {
            for (var i = 0; i < calls.Count; i++)
            {
                AddFunction((calls[i] as JsonObject)?["function"], $"{at}/tool_calls/{i.ToString(CultureInfo.InvariantCulture)}/function", channels);
            }
        }
    }

    // Adjacent text parts are one text: a value may be cut between them.
    private static void AddParts(JsonArray parts, string at, List<CorpusChannel> channels)
    {
        var run = new List<TextSlot>();
        for (var i = 0; i < parts.Count; i++)
        {
            var slot = PartSlot(parts[i], $"{at}/{i.ToString(CultureInfo.InvariantCulture)}");
            if (slot is not null)
            {
                run.Add(slot);
            }
            else
            {
                Flush();
            }
        }

        Flush();

        void Flush()
        {
            if (run.Count > 0)
            {
                channels.Add(new CorpusChannel([.. run], ChannelFormat.Text));
                run.Clear();
            }
        }
    }

    private static TextSlot? PartSlot(JsonNode? part, string at)
    {
        if (part is JsonObject holder)
        {
            foreach (var key in PartTexts)
            {
                if (holder[key] is JsonValue value && value.TryGetValue<string>(out var text))
                {
                    return new TextSlot($"{at}/{key}", text, holder, key);
                }
            }
        }

        return null;
    }

    private static void AddFunction(JsonNode? node, string at, List<CorpusChannel> channels)
    {
        if (node is JsonObject function)
        {
            AddText(function, "name", at, ChannelFormat.Text, channels);
            AddText(function, "arguments", at, ChannelFormat.Json, channels);
        }
    }

    private static void AddText(JsonObject holder, string key, string at, ChannelFormat format, List<CorpusChannel> channels)
    {
        if (holder[key] is JsonValue value && value.TryGetValue<string>(out var text))
        {
            channels.Add(new CorpusChannel([new TextSlot($"{at}/{key}", text, holder, key)], format));
        }
    }
}
