using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.OutputPolicies;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Redaction;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Tests.OutputPolicies;

/// <summary>A stream put through the guard, and what the client makes of what comes out.</summary>
internal sealed class StreamRun
{
    private StreamRun()
    {
    }

    /// <summary>The events that came out, each the text after <c>data: </c>.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    public required GuardStep LastStep { get; init; }

    public Dictionary<string, string> Channels { get; } = [];

    public List<(int Choice, string Reason)> Finishes { get; } = [];

    public static StreamRun Of(ScopedPlan scope, IEnumerable<string> chunks, bool showUsage = false, int mostHeld = int.MaxValue, TokenVault? issued = null)
    {
        var call = new PolicyCall(new PolicyContext());
        using var policies = new AnswerPolicies(
            scope.Reads(PolicyPhase.Output) ? scope.Begin(PolicyPhase.Output, call) : null,
            scope.JudgesTools ? scope.BeginTools(call) : null,
            issued,
            scope.Rewrites(PolicyPhase.Output));
        using var meter = new OutputMeter();
        var guard = new StreamGuard(Surface.Chat, policies, meter, showUsage, mostHeld);
        var output = new ArrayBufferWriter<byte>();
        var step = GuardStep.Next;
        foreach (var chunk in chunks)
        {
            step = guard.Take(Encoding.UTF8.GetBytes(chunk), output);
            if (step != GuardStep.Next)
            {
                break;
            }
        }

        step = step == GuardStep.Next ? guard.Finish(output) : step;
        var text = Encoding.UTF8.GetString(output.WrittenSpan);
        var run = new StreamRun { Events = Cut(text), LastStep = step };
        run.Hear();
        return run;
    }

    private static List<string> Cut(string text)
    {
        var events = new List<string>();
        foreach (var line in text.Split("\n\n")[..^1])
        {
            Assert.StartsWith("data: ", line, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', line);
            events.Add(line[6..]);
        }

        Assert.True(text.Length == 0 || text.EndsWith("\n\n", StringComparison.Ordinal));
        return events;
    }

    private void Hear()
    {
        foreach (var json in Events.Select(text => JsonNode.Parse(text)!))
        {
            foreach (var choice in json["choices"]!.AsArray())
            {
                var index = choice!["index"]!.GetValue<int>();
                foreach (var (name, value) in choice["delta"]!.AsObject())
                {
                    Hear($"{index}/{name}", value);
                }

                if (choice["finish_reason"]?.GetValue<string>() is { } reason)
                {
                    Finishes.Add((index, reason));
                }

                Assert.True(Finishes.Count(finish => finish.Choice == index) <= 1, "text after the end, or two ends");
            }
        }
    }

    private void Hear(string path, JsonNode? value)
    {
        switch (value)
        {
            case JsonArray items:
                foreach (var item in items)
                {
                    // A tool call, or a content part: parts are one text.
                    Hear(item!["text"] is null ? $"{path}/{item["index"]}" : path, item["text"] ?? item["function"]?["arguments"]);
                }

                break;
            case JsonValue text when text.TryGetValue<string>(out var said) && !path.EndsWith("/role", StringComparison.Ordinal):
                Assert.DoesNotContain(Finishes, finish => path.StartsWith($"{finish.Choice}/", StringComparison.Ordinal));
                Channels[path] = Channels.GetValueOrDefault(path, "") + said;
                break;
        }
    }
}
