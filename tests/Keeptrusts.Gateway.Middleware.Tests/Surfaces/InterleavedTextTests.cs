using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.OutputPolicies;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Policy.Plans;

namespace Keeptrusts.Gateway.Middleware.Tests.Surfaces;

/// <summary>Streamed responses whose texts do not come one after the other.</summary>
public sealed class InterleavedTextTests
{
    private static readonly ScopedPlan Redact = Calls.Scope("""
        pack: { name: c, version: 1.0.0, enabled: true }
        policies: { chain: [pii-detector, audit-logger] }
        policy: { pii-detector: { action: redact } }
        """);

    // Providers are not bound to end a text before they begin the next. What cannot be judged any more ends the stream.
    [Theory]
    [InlineData(true, "s0:Ann is ann.lee@exam", "t0:ask bob@exam", "t0!", "s0:ple.com and", "s0!")]
    [InlineData(true, "s0:Ann is ann.lee@exam", "t0:ask bob@exam", "s0!", "t0:ple.com and", "t0!")]
    [InlineData(true, "t0:Ann is ann.lee@exam", "r1:ask bob@exam", "t0:ple.com", "r1:ple.com", "t0!", "r1!")]
    [InlineData(true, "t0:Ann is ann.lee@exam", "t2:ask bob@exam", "t0:ple.com", "t2:ple.com", "t0!", "t2!")]
    [InlineData(true, "t1:Ann is ann.lee@exam", "t0:ask bob@exam", "t1:ple.com", "t0:ple.com", "t1!", "t0!")]
    [InlineData(false, "t0:Ann is ann.lee@exam", "t0!", "r1:ask bob@exam", "t0:ple.com", "r1:ple.com", "r1!")]
    [InlineData(false, "s0:Ann is ann.lee@", "s1:hello ", "s0:example.com", "s0!", "s1!")]
    [InlineData(false, "t0:Ann is ann.lee@", "t1:hello ", "t0:example.com", "t0!", "t1!")]
    public void Take_TextsOfAnItemInterleaved_ShowNoValue(bool isJudged, params string[] said)
    {
        var (number, whole) = (0, new Dictionary<string, string>());
        List<string> events = [Event("response.output_item.added", """ "item":{"id":"i","type":"reasoning","summary":[],"content":[]} """)];
        foreach (var each in said)
        {
            var (kind, part) = (each[0], each[1]);
            var name = kind switch { 's' => "reasoning_summary_text", 't' => "reasoning_text", _ => "refusal" };
            var at = $"\"item_id\":\"i\",\"{(kind == 's' ? "summary_index" : "content_index")}\":{part}";
            whole.TryAdd(each[..2], "");
            if (each[2] == ':')
            {
                whole[each[..2]] += each[3..];
                events.Add(Event($"response.{name}.delta", $"{at},\"delta\":\"{each[3..]}\""));
            }
            else
            {
                events.Add(Event($"response.{name}.done", $"{at},\"{(kind == 'r' ? "refusal" : "text")}\":\"{whole[each[..2]]}\""));
            }
        }

        events.Add("""{"type":"response.completed","sequence_number":99,"response":{"id":"r","status":"completed","output":[]}}""");
        var run = ResponsesRun.Of(Redact, events);
        Assert.Equal(isJudged ? GuardStep.Finished : GuardStep.Invalid, run.LastStep);
        Assert.All(run.Deltas.Values, text => Assert.DoesNotContain("@example.com", text, StringComparison.Ordinal));
        Assert.All(run.Repeats, repeat => Assert.DoesNotContain("@example.com", repeat.Text, StringComparison.Ordinal));
        if (isJudged)
        {
            // Nothing of what was harmless is missing.
            var shown = run.Events.Where(data => data.Contains(".delta\"", StringComparison.Ordinal)).Select(data => (string)JsonNode.Parse(data)!["delta"]!).ToList();
            Assert.Equal(whole.Values.Sum(text => text.Replace("ann.lee@example.com", "[EMAIL_ADDRESS]", StringComparison.Ordinal).Replace("bob@example.com", "[EMAIL_ADDRESS]", StringComparison.Ordinal).Length), shown.Sum(text => text.Length));
        }

        string Event(string type, string members) => $$"""{"type":"{{type}}","sequence_number":{{number++}},"output_index":0,{{members}}}""";
    }
}
