using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.OutputPolicies;
using Keeptrusts.Gateway.Middleware.OutputPolicies.Messages;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Tests.Surfaces;

/// <summary>The events of a message put through the guard, and what a client makes of what comes out.</summary>
internal sealed class MessagesRun
{
    private MessagesRun()
    {
    }

    public required IReadOnlyList<string> Events { get; init; }

    public required GuardStep LastStep { get; init; }

    /// <summary>The texts of the blocks, by index and sort, as a client puts them together.</summary>
    public Dictionary<string, string> Texts { get; } = [];

    public static MessagesRun Of(ScopedPlan scope, IEnumerable<string> events, int mostHeld = int.MaxValue)
    {
        using var policies = ResponsesRun.Policies(scope);
        using var meter = new OutputMeter();
        var guard = new MessagesStreamGuard(policies, meter, mostHeld);
        var output = new ArrayBufferWriter<byte>();
        var step = GuardStep.Next;
        foreach (var data in events)
        {
            step = guard.Take(Encoding.UTF8.GetBytes(data), output);
            if (step != GuardStep.Next)
            {
                break;
            }
        }

        if (step == GuardStep.Finished)
        {
            output.Write(guard.Terminal.Span);
        }

        var run = new MessagesRun { Events = Cut(Encoding.UTF8.GetString(output.WrittenSpan)), LastStep = step };
        run.Hear();
        return run;
    }

    /// <summary>The texts of a whole message, by the same keys.</summary>
    public static Dictionary<string, string> Of(JsonNode message)
    {
        var texts = new Dictionary<string, string>();
        var content = message["content"]!.AsArray();
        for (var i = 0; i < content.Count; i++)
        {
            var type = (string)content[i]!["type"]!;
            texts[$"{i}/{type}"] = type == "tool_use" ? content[i]!["input"]!.ToJsonString() : (string)content[i]![type]!;
        }

        return texts;
    }

    /// <summary>What the whole guard leaves of a message; null when it blocks.</summary>
    public static Dictionary<string, string>? Whole(ScopedPlan scope, string message)
    {
        using var policies = ResponsesRun.Policies(scope);
        using var meter = new OutputMeter();
        var shown = new MessagesWholeGuard(policies, meter).Take(Encoding.UTF8.GetBytes(message))!.Value;
        return policies.Blocked || policies.Tools is { Refused: true } ? null : Of(JsonNode.Parse(shown.Span)!);
    }

    private static List<string> Cut(string text)
    {
        var events = new List<string>();
        foreach (var frame in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = frame.Split('\n');
            Assert.Equal(2, lines.Length);
            Assert.Equal("event: " + (string?)JsonNode.Parse(lines[1][6..])!["type"], lines[0]);
            events.Add(lines[1][6..]);
        }

        return events;
    }

    // As clients do: a block begins, is added to, and ends before the next begins.
    private void Hear()
    {
        var open = -1;
        foreach (var json in Events.Select(data => JsonNode.Parse(data)!))
        {
            switch ((string)json["type"]!)
            {
                case "content_block_start":
                    Assert.Equal(-1, open);
                    open = (int)json["index"]!;
                    Texts[$"{open}/{(string)json["content_block"]!["type"]!}"] = "";
                    break;
                case "content_block_delta":
                    Assert.Equal(open, (int)json["index"]!);
                    var delta = json["delta"]!;
                    var key = Texts.Keys.Single(key => key.StartsWith($"{open}/", StringComparison.Ordinal));
                    Texts[key] += (string?)(delta["text"] ?? delta["thinking"] ?? delta["partial_json"]);
                    break;
                case "content_block_stop":
                    Assert.Equal(open, (int)json["index"]!);
                    open = -1;
                    break;
            }
        }
    }
}
