using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Keeptrusts.Gateway.Middleware.OutputPolicies;
using Keeptrusts.Gateway.Middleware.OutputPolicies.ResponsesApi;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Gateway.Middleware.Wire;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Redaction;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Tests.Surfaces;

/// <summary>The events of a response put through the guard, and what a client makes of what comes out.</summary>
internal sealed class ResponsesRun
{
    private ResponsesRun()
    {
    }

    public required IReadOnlyList<string> Events { get; init; }

    public required GuardStep LastStep { get; init; }

    /// <summary>What the pieces of each text add up to, by item, part and sort.</summary>
    public Dictionary<string, string> Deltas { get; } = [];

    /// <summary>What each event that repeats a text says, by the same.</summary>
    public List<(string Key, string Text)> Repeats { get; } = [];

    public JsonNode Last => JsonNode.Parse(Events[^1])!;

    public static AnswerPolicies Policies(ScopedPlan scope, TokenVault? issued = null)
    {
        var call = new PolicyCall(new PolicyContext());
        return new(
            scope.Reads(PolicyPhase.Output) ? scope.Begin(PolicyPhase.Output, call) : null,
            scope.JudgesTools ? scope.BeginTools(call) : null,
            issued,
            scope.Rewrites(PolicyPhase.Output));
    }

    public static ResponsesRun Of(ScopedPlan scope, IEnumerable<string> events, TokenVault? issued = null, int mostHeld = int.MaxValue)
    {
        using var policies = Policies(scope, issued);
        using var meter = new OutputMeter();
        var guard = new ResponsesStreamGuard(policies, meter, new OwnTexts(null), mostHeld);
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

        var run = new ResponsesRun { Events = Cut(Encoding.UTF8.GetString(output.WrittenSpan)), LastStep = step };
        run.Hear();
        return run;
    }

    /// <summary>The texts of a whole response, by the same keys.</summary>
    public static Dictionary<string, string> Texts(JsonNode response)
    {
        var texts = new Dictionary<string, string>();
        var output = response["output"]!.AsArray();
        for (var i = 0; i < output.Count; i++)
        {
            Item(output[i]!, i, (key, text) => texts[key] = text);
        }

        return texts;
    }

    /// <summary>What the whole guard leaves of a response; null when it blocks.</summary>
    public static Dictionary<string, string>? Whole(ScopedPlan scope, string response)
    {
        using var policies = Policies(scope);
        using var meter = new OutputMeter();
        var shown = new ResponsesWholeGuard(policies, meter, new OwnTexts(null)).Take(Encoding.UTF8.GetBytes(response))!.Value;
        return policies.Blocked ? null : Texts(JsonNode.Parse(shown.Span)!);
    }

    private static List<string> Cut(string text)
    {
        var events = new List<string>();
        foreach (var frame in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = frame.Split('\n');
            Assert.Equal(2, lines.Length);
            Assert.StartsWith("data: ", lines[1], StringComparison.Ordinal);
            Assert.Equal("event: " + (string?)JsonNode.Parse(lines[1][6..])!["type"], lines[0]);
            events.Add(lines[1][6..]);
        }

        return events;
    }

    private void Hear()
    {
        for (var i = 0; i < Events.Count; i++)
        {
            var json = JsonNode.Parse(Events[i])!;
            Assert.Equal(i, (int)json["sequence_number"]!);
            var type = (string)json["type"]!;
            var (output, part) = ((int?)json["output_index"] ?? -1, (int?)json["content_index"] ?? (int?)json["summary_index"] ?? -1);
            if (json["delta"] is JsonValue)
            {
                var key = $"{output}/{part}/{Sort(type)}";
                Deltas[key] = Deltas.GetValueOrDefault(key) + Delta(Events[i]);
            }
            else if (type.EndsWith(".done", StringComparison.Ordinal) && (json["text"] ?? json["refusal"] ?? json["arguments"]) is { } whole)
            {
                Repeats.Add(($"{output}/{part}/{Sort(type)}", (string)whole!));
            }
            else if (type is "response.content_part.done" or "response.reasoning_summary_part.done")
            {
                Part(json["part"]!, output, part, (key, text) => Repeats.Add((key, text)));
            }
            else if (type == "response.output_item.done")
            {
                Item(json["item"]!, output, (key, text) => Repeats.Add((key, text)));
            }
            else if (type is "response.completed")
            {
                Repeats.AddRange(Texts(json["response"]!).Select(text => (text.Key, text.Value)));
            }
        }
    }

    // System.Text.Json takes no half surrogate pair, and a piece may end with one.
    private static string Delta(string data)
    {
        var raw = Encoding.UTF8.GetBytes(Regex.Match(data, "\"delta\":\"((?:[^\"\\\\]|\\\\.)*)\"").Groups[1].Value);
        var chars = new char[raw.Length];
        return new(chars, 0, JsonText.Decode(raw, escaped: true, chars));
    }

    private static void Item(JsonNode item, int output, Action<string, string> take)
    {
        var parts = (item["content"] ?? item["summary"])?.AsArray();
        for (var i = 0; i < (parts?.Count ?? 0); i++)
        {
            Part(parts![i]!, output, i, take);
        }

        if (item["arguments"] is { } arguments)
        {
            take($"{output}/-1/arguments", (string)arguments!);
        }
    }

    private static void Part(JsonNode part, int output, int index, Action<string, string> take) =>
        take($"{output}/{index}/{((string?)part["type"] == "refusal" ? "refusal" : "text")}", (string)(part["text"] ?? part["refusal"])!);

    private static string Sort(string type) =>
        type.Contains("arguments", StringComparison.Ordinal) ? "arguments" : type.Contains("refusal", StringComparison.Ordinal) ? "refusal" : "text";
}
