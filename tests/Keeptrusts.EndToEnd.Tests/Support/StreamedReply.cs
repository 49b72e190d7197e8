using System.Text.Json.Nodes;

namespace Keeptrusts.EndToEnd.Tests.Support;

/// <summary>A streamed response as its bytes tell it, read with no SDK in between.</summary>
internal sealed class StreamedReply
{
    /// <summary>Every event, in order, without <c>[DONE]</c>.</summary>
    public List<JsonObject> Events { get; } = [];

    /// <summary>Whether <c>[DONE]</c> came.</summary>
    public bool Done { get; private set; }

    /// <summary>Whether the body ended with its terminating chunk.</summary>
    public bool EndedCleanly { get; private set; }

    /// <summary>The whole body.</summary>
    public string Raw { get; private set; } = "";

    /// <summary>The error event, if one came.</summary>
    public JsonObject? Error => Events.Select(e => e["error"]).OfType<JsonObject>().FirstOrDefault();

    /// <summary>The content of one choice.</summary>
    public string Content(int choice = 0) => Join(choice, d => JsonStrings.Decode(d["content"]));

    /// <summary>The reasoning of one choice.</summary>
    public string Reasoning(int choice = 0) => Join(choice, d => JsonStrings.Decode(d["reasoning_content"]));

    /// <summary>The refusal of one choice.</summary>
    public string Refusal(int choice = 0) => Join(choice, d => JsonStrings.Decode(d["refusal"]));

    /// <summary>The arguments of one tool call of the first choice.</summary>
    public string Arguments(int call = 0) => Join(0, d => string.Concat((d["tool_calls"] as JsonArray ?? [])
        .Where(c => (int)c!["index"]! == call).Select(c => JsonStrings.Decode(c!["function"]?["arguments"]))));

    /// <summary>The finish reason of one choice.</summary>
    public string? FinishReason(int choice = 0) => Choices(choice).Select(c => (string?)c["finish_reason"]).LastOrDefault(r => r is not null);

    /// <summary>Reads a response to its end, clean or not.</summary>
    public static async Task<StreamedReply> ReadAsync(HttpResponseMessage response)
    {
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var reply = new StreamedReply();
        using var body = new MemoryStream();
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync();
            await stream.CopyToAsync(body);
            reply.EndedCleanly = true;
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            reply.EndedCleanly = false;
        }

        reply.Raw = System.Text.Encoding.UTF8.GetString(body.ToArray());
        foreach (var frame in reply.Raw.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var data = string.Join('\n', frame.Split('\n').Where(l => l.StartsWith("data:", StringComparison.Ordinal)).Select(l => l[5..].TrimStart()));
            if (data == "[DONE]")
            {
                reply.Done = true;
            }
            else if (data.Length > 0)
            {
                Assert.False(reply.Done, "An event followed [DONE].");
                reply.Events.Add(JsonNode.Parse(data)!.AsObject());
            }
        }

        return reply;
    }

    private IEnumerable<JsonObject> Choices(int choice) => Events
        .SelectMany(e => e["choices"] as JsonArray ?? []).OfType<JsonObject>().Where(c => (int)c["index"]! == choice);

    private string Join(int choice, Func<JsonObject, string?> text) =>
        string.Concat(Choices(choice).Select(c => c["delta"]).OfType<JsonObject>().Select(text));
}
