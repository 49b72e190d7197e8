using Keeptrusts.Policy.Calls;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keeptrusts.Policy.Evaluation;

namespace Keeptrusts.Policy.Suites;

/// <summary>One line of a corpus, read.</summary>
/// <param name="Id">The line's id, whatever it is.</param>
/// <param name="Channels">What policies read, in order.</param>
/// <param name="Messages">The messages, to be rewritten in place; <see langword="null"/> for a bare text.</param>
/// <param name="Chunks">The pieces in which a bare text arrives; <see langword="null"/> where it comes whole.</param>
/// <param name="Context">The facts of the call.</param>
internal sealed record CorpusCase(JsonNode? Id, IReadOnlyList<CorpusChannel> Channels, JsonArray? Messages, IReadOnlyList<string>? Chunks, PolicyContext Context)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly string[] Known = ["id", "text", "messages", "chunks", "context"];

    /// <summary>Reads a line.</summary>
    /// <param name="line">UTF-8.</param>
    /// <param name="read">The case.</param>
    /// <param name="trouble">What is wrong and what to do, without the line's text.</param>
    public static bool TryRead(ReadOnlyMemory<byte> line, out CorpusCase read, out string trouble)
    {
        read = null!;
        try
        {
            trouble = JsonNode.Parse(line.Span, documentOptions: Strict) is JsonObject root
                ? Read(root, out read) ?? ""
                : "a case is a JSON object such as {\"id\": 1, \"text\": \"…\"}";
        }
        catch (JsonException exception)
        {
            trouble = $"not valid JSON at byte {exception.BytePositionInLine ?? 0}, or a key is given twice";
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is no text: no encoding can carry it.
            trouble = "a string is not valid Unicode";
        }

        return trouble.Length == 0;
    }

    private static string? Read(JsonObject root, out CorpusCase read)
    {
        read = null!;
        if (root.Select(p => p.Key).FirstOrDefault(k => !Known.Contains(k)) is not null)
        {
            return $"an unknown key; known: {string.Join(", ", Known)}";
        }

        if (CorpusContext.Read(root["context"], out var context) is { } wrongContext)
        {
            return wrongContext;
        }

        var chunks = root["chunks"] is null ? null : Strings(root["chunks"]);
        if (root["chunks"] is not null && chunks is null)
        {
            return "`chunks` must be a list of strings";
        }

        if (root["messages"] is { } messages)
        {
            return ReadMessages(root, messages, chunks, context, out read);
        }

        var text = Text(root["text"]) ?? (root["text"] is null && chunks is not null ? string.Concat(chunks) : null);
        if (text is null)
        {
            return "`text` (a string) or `messages` (a list) is needed";
        }

        if (chunks is not null && string.Concat(chunks) != text)
        {
            return "`chunks` put together must be `text`";
        }

        var channel = new CorpusChannel([new TextSlot(null, text, null, "")], ChannelFormat.Text);
        read = new CorpusCase(root["id"], [channel], null, chunks, context);
        return null;
    }

    private static string? ReadMessages(JsonObject root, JsonNode messages, IReadOnlyList<string>? chunks, PolicyContext context, out CorpusCase read)
    {
        read = null!;
        if (root.ContainsKey("text") || chunks is not null)
        {
            return "`messages` stands without `text` and `chunks`";
        }

        if (messages is not JsonArray list || list.Any(m => m is not JsonObject))
        {
            return "`messages` must be a list of objects";
        }

        read = new CorpusCase(root["id"], MessageChannels.Find(list), list, null, context);
        return null;
    }

    public static List<string>? Strings(JsonNode? node)
    {
        var texts = (node as JsonArray)?.Select(Text).ToList();
        return texts is null || texts.Contains(null) ? null : [.. texts.OfType<string>()];
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
