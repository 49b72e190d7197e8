using System.Globalization;
using System.Text.Json.Nodes;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Policy.Suites;

/// <summary>Finds every string of chat messages that carries text: contents, refusals, reasoning, names, tool calls.</summary>
internal sealed class MessageChannels
{
    private static readonly (string Key, TextPart Part)[] Texts =
        [("refusal", TextPart.Refusal), ("reasoning", TextPart.Reasoning), ("reasoning_content", TextPart.Reasoning), ("name", TextPart.Other)];

    private static readonly string[] PartTexts = ["text", "refusal", "input_text", "output_text"];

    // Ids, forms, and what is no text: addresses and encoded bytes.
    private static readonly string[] Opaque =
    [
        "role", "type", "id", "call_id", "tool_call_id", "file_id", "finish_reason", "format", "detail", "signature", "encrypted_content", "data", "file_data", "url",
    ];

    private static readonly string[] Known = ["refusal", "reasoning", "reasoning_content", "name", "content", "function_call", "tool_calls"];

    private readonly List<CorpusChannel> _channels = [];
    private readonly TextRole _role;
    private readonly int _number;

    private MessageChannels(TextRole role, int number) => (_role, _number) = (role, number);

    /// <param name="messages">The messages.</param>
    /// <param name="at">JSON pointer of the list.</param>
    /// <param name="below">What leads from an item of the list to its message, as in <c>choices</c>; empty where the item is the message.</param>
    public static IReadOnlyList<CorpusChannel> Find(JsonArray messages, string at = "/messages", string below = "")
    {
        var channels = new List<CorpusChannel>();
        for (var i = 0; i < messages.Count; i++)
        {
            var message = (JsonObject)messages[i]!;
            var finder = new MessageChannels(Role(message["role"]), i);
            finder.AddMessage(message, $"{at}/{i.ToString(CultureInfo.InvariantCulture)}{below}");
            channels.AddRange(finder._channels);
        }

        return channels;
    }

    private static TextRole Role(JsonNode? role) => (role as JsonValue)?.TryGetValue<string>(out var name) == true
        ? name switch
        {
            "system" or "developer" => TextRole.System,
            "user" => TextRole.User,
            "assistant" => TextRole.Assistant,
            "tool" or "function" => TextRole.Tool,
            _ => TextRole.Unknown,
        }
        : TextRole.Unknown;

    private void AddMessage(JsonObject message, string at)
    {
        AddText(message, "content", at, TextPart.Content);
        if (message["content"] is JsonArray parts)
        {
            AddParts(parts, at + "/content");
        }

        foreach (var (key, part) in Texts)
        {
            AddText(message, key, at, part);
        }

        AddFunction(message["function_call"], at + "/function_call");
        if (message["tool_calls"] is JsonArray calls)
        {
            for (var i = 0; i < calls.Count; i++)
            {
                var call = $"{at}/tool_calls/{i.ToString(CultureInfo.InvariantCulture)}";
                AddFunction((calls[i] as JsonObject)?["function"], call + "/function");
                AddRest(calls[i], call, TextPart.ToolArguments, ["function"]);
            }
        }

        // Whatever else carries text: nothing leaves because nobody knew its name.
        AddRest(message["content"] as JsonObject, at + "/content", TextPart.Content, []);
        AddRest(message, at, TextPart.Other, Known);
    }

    private void AddRest(JsonNode? node, string at, TextPart part, IReadOnlyCollection<string> except)
    {
        var members = node switch
        {
            JsonObject map => map.Where(m => !except.Contains(m.Key) && !Opaque.Contains(m.Key)),
            JsonArray list => list.Select((item, i) => KeyValuePair.Create(i.ToString(CultureInfo.InvariantCulture), item)),
            _ => [],
        };
        foreach (var (key, value) in members)
        {
            var place = $"{at}/{key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
            if (value is JsonValue scalar && scalar.TryGetValue<string>(out var text))
            {
                _channels.Add(new CorpusChannel([new TextSlot(place, text, node, key)], ChannelFormat.Text, new TextSource(_role, _number, part)));
            }
            else
            {
                AddRest(value, place, part, []);
            }
        }
    }

    // Adjacent text parts are one text: a value may be cut between them.
    private void AddParts(JsonArray parts, string at)
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
                AddPart(parts, i, at);
            }
        }

        Flush();

        void Flush()
        {
            if (run.Count > 0)
            {
                _channels.Add(new CorpusChannel([.. run], ChannelFormat.Text, new TextSource(_role, _number, TextPart.Content)));
                run.Clear();
            }
        }
    }

    private void AddPart(JsonArray parts, int index, string at)
    {
        var place = $"{at}/{index.ToString(CultureInfo.InvariantCulture)}";
        if (parts[index] is JsonValue value && value.TryGetValue<string>(out var text))
        {
            var slot = new TextSlot(place, text, parts, index.ToString(CultureInfo.InvariantCulture));
            _channels.Add(new CorpusChannel([slot], ChannelFormat.Text, new TextSource(_role, _number, TextPart.Content)));
            return;
        }

        AddRest(parts[index], place, TextPart.Content, []);
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

    private void AddFunction(JsonNode? node, string at)
    {
        if (node is JsonObject function)
        {
            AddText(function, "name", at, TextPart.ToolName);
            AddText(function, "arguments", at, TextPart.ToolArguments);
            AddRest(function["arguments"] as JsonObject, at + "/arguments", TextPart.ToolArguments, []);
        }
    }

    private void AddText(JsonObject holder, string key, string at, TextPart part)
    {
        if (holder[key] is JsonValue value && value.TryGetValue<string>(out var text))
        {
            var format = part == TextPart.ToolArguments ? ChannelFormat.Json : ChannelFormat.Text;
            _channels.Add(new CorpusChannel([new TextSlot($"{at}/{key}", text, holder, key)], format, new TextSource(_role, _number, part)));
        }
    }
}
