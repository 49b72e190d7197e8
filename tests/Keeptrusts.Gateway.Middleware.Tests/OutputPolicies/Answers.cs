using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Gateway.Middleware.OutputPolicies;
using Keeptrusts.Gateway.Middleware.Streaming;
using Keeptrusts.Policy.Calls;
using Keeptrusts.Policy.Plans;
using Keeptrusts.Policy.Verdicts;

namespace Keeptrusts.Gateway.Middleware.Tests.OutputPolicies;

/// <summary>Answers as a provider gives them: whole, or cut into chunks.</summary>
internal static class Answers
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="texts">Texts by path, such as <c>0/content</c> or <c>1/tool_calls/0</c>.</param>
    /// <param name="cut">Says how long the next piece is.</param>
    /// <param name="random">Interleaves the channels; null: one after the other.</param>
    public static List<string> Chunks(IReadOnlyDictionary<string, string> texts, Func<int> cut, Random? random = null)
    {
        var choices = texts.Keys.Select(Choice).Distinct().ToList();
        var chunks = choices.Select(choice => Chunk(choice, """{"role":"assistant","content":""}""", "null")).ToList();
        var queues = texts.Select(text => new Queue<string>(Pieces(text.Key, text.Value, cut))).ToList();
        while (queues.Count > 0)
        {
            var queue = queues[random?.Next(queues.Count) ?? 0];
            if (!queue.TryDequeue(out var chunk))
            {
                queues.Remove(queue);
                continue;
            }

            chunks.Add(chunk);
        }

        chunks.AddRange(choices.Select(choice => Chunk(choice, "{}", "\"stop\"")));
        return chunks;
    }

    /// <summary>What the whole guard makes of the same texts in one answer; null when it blocks.</summary>
    public static Dictionary<string, string>? Whole(ScopedPlan scope, IReadOnlyDictionary<string, string> texts)
    {
        var choices = texts.Keys.Select(Choice).Distinct().Select(choice =>
        {
            var message = string.Join(',', texts.Where(text => Choice(text.Key) == choice && !text.Key.Contains("tool_calls", StringComparison.Ordinal))
                .Select(text => $"\"{text.Key[2..]}\":{Quote(text.Value)}"));
            var calls = texts.Where(text => Choice(text.Key) == choice && text.Key.Contains("tool_calls", StringComparison.Ordinal))
                .Select(text => $$$"""{"id":"c","type":"function","function":{"name":"f","arguments":{{{Quote(text.Value)}}}}}""").ToList();
            message += calls.Count == 0 ? "" : (message.Length > 0 ? "," : "") + $"\"tool_calls\":[{string.Join(',', calls)}]";
            return $$$"""{"index":{{{choice}}},"message":{{{{message}}}},"finish_reason":"stop"}""";
        });
        using var evaluation = scope.Begin(PolicyPhase.Output, new PolicyCall(new PolicyContext()));
        using var meter = new OutputMeter();
        var shown = new WholeGuard(Surface.Chat, new(evaluation, BlankLogprobs: true), meter).Take(Encoding.UTF8.GetBytes($$"""{"id":"x","choices":[{{string.Join(',', choices)}}]}"""))!.Value;
        if (evaluation.Blocked)
        {
            return null;
        }

        var said = new Dictionary<string, string>();
        foreach (var choice in JsonNode.Parse(shown.Span)!["choices"]!.AsArray())
        {
            foreach (var (name, value) in choice!["message"]!.AsObject())
            {
                if (value is JsonArray calls)
                {
                    for (var i = 0; i < calls.Count; i++)
                    {
                        said[$"{choice["index"]}/tool_calls/{i}"] = calls[i]!["function"]!["arguments"]!.GetValue<string>();
                    }
                }
                else
                {
                    said[$"{choice["index"]}/{name}"] = value!.GetValue<string>();
                }
            }
        }

        return said;
    }

    public static string Chunk(int choice, string delta, string finish, string more = "") =>
        $$$"""{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":{{{choice}}},"delta":{{{delta}}},"logprobs":null,"finish_reason":{{{finish}}}}]{{{more}}}}""";

    public static string Quote(string text)
    {
        var half = text.Length > 0 && (char.IsLowSurrogate(text[0]) || char.IsHighSurrogate(text[^1]));
        return half ? "\"" + string.Concat(text.Select(c => $"\\u{(int)c:x4}")) + "\"" : JsonSerializer.Serialize(text, Relaxed);
    }

    private static IEnumerable<string> Pieces(string path, string text, Func<int> cut)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = Math.Min(text.Length, start + Math.Max(1, cut()));
            var piece = Quote(text[start..end]);
            var delta = path.Split('/') is [_, "tool_calls", var index]
                ? $$$"""{"tool_calls":[{"index":{{{index}}},"function":{"arguments":{{{piece}}}}}]}"""
                : $$"""{"{{path[2..]}}":{{piece}}}""";
            yield return Chunk(Choice(path), delta, "null");
            start = end;
        }
    }

    private static int Choice(string path) => path[0] - '0';
}
