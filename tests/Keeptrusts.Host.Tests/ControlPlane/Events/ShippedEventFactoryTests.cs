using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Keeptrusts.Gateway.Middleware.Exchanges;
using Keeptrusts.Host.ControlPlane.Events;
using Keeptrusts.Host.Tests.Running;
using Keeptrusts.Policy.Pricing;

namespace Keeptrusts.Host.Tests.ControlPlane.Events;

public sealed class ShippedEventFactoryTests
{
    private static readonly string[] Verdicts = ["allow", "warn", "redact", "escalate", "block"];
    private static readonly string[] Odd = ["plain", "«ü» \u202e", "a\"b\\c", "id", "verdict", "😀", ""];

    /// <summary>The same members, read from a tree of the event by another library type.</summary>
    [Fact]
    public void Of_AnyEvent_ReadsWhatItsTreeSays()
    {
        var random = new Random(7);
        var chain = new TestChain();
        for (var i = 0; i < 500; i++)
        {
            var json = chain.Next(AnyCall(random, i)).Json;
            var (row, usage) = ShippedEventFactory.Of(json);
            var tree = JsonNode.Parse(json.Span)!.AsObject();

            Assert.Equal(Encoding.UTF8.GetString(json.Span), row.Json);
            Assert.Equal(
                Texts(tree, "id", "request_id", "event_type", "gateway", "chain", "team", "key_id", "key_name", "user", "model", "provider", "verdict", "reason_code"),
                [row.Id, row.RequestId, row.EventType, row.Gateway, row.Chain, row.TeamId, row.KeyId, row.KeyName, row.UserId, row.Model, row.Provider, row.Verdict, row.ReasonCode]);
            Assert.Equal(tree["seq"]!.GetValue<long>(), row.Position);
            Assert.Equal(tree["status"]!.GetValue<int>(), row.Status);
            Assert.Equal(tree["timestamp"]!.GetValue<DateTimeOffset>(), row.Timestamp);
            Assert.Equal(tree["retention_days"] is { } days ? row.Timestamp.AddDays(days.GetValue<int>()) : null, row.ExpiresAt);
            Assert.Equal(NanoDollars.FromDollars(tree["cost_usd"]!.GetValue<decimal>()), row.CostNano);
            Assert.Equal(Fired(tree), row.Fired);
            Assert.Equal(tree["key_id"] is null, usage is null);
            if (usage is not null)
            {
                Assert.Equal(Tokens(tree, "prompt", "completion", "cached", "reasoning"), [usage.PromptTokens, usage.CompletionTokens, usage.CachedTokens, usage.ReasoningTokens]);
                Assert.Equal((long)(tree["latency"]!["gateway"]!.GetValue<double>() * 1000), usage.GatewayMicros);
                Assert.Equal((long)(tree["latency"]!["upstream"]!.GetValue<double>() * 1000), usage.UpstreamMicros);
                Assert.Equal(tree["outcome"]!.GetValue<string>() == "failed" ? 1 : 0, usage.Errors);
                Assert.Equal(
                    Verdicts[1..].Select(v => v == row.Verdict ? 1L : 0),
                    [usage.Warned, usage.Redacted, usage.Escalated, usage.Blocked]);
                Assert.Equal((1, row.CostNano, row.TeamId ?? ""), (usage.Calls, usage.CostNano, usage.TeamId));
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{\"id\":3}")]
    public void Of_BytesThatAreNoEvent_Throws(string json) =>
        Assert.ThrowsAny<JsonException>(() => ShippedEventFactory.Of(Encoding.UTF8.GetBytes(json)));

    [Theory]
    [InlineData("\"status\":200", "\"status\":\"200\"")]
    [InlineData("\"status\":200", "\"status\":99999999999")]
    [InlineData("\"id\":", "\"no\":")]
    [InlineData("\"chain\":", "\"link\":")]
    [InlineData("\"seq\":", "\"number\":")]
    [InlineData("\"verdict\":\"allow\",", "")]
    [InlineData("2026-03-01T12:00:00+00:00", "yesterday")]
    [InlineData("\"hash\":", "hash:")]
    public void Of_EventWithADefect_Throws(string sound, string defect)
    {
        var json = Encoding.UTF8.GetString(new TestChain().Next().Json.Span);
        Assert.Contains(sound, json, StringComparison.Ordinal);
        Assert.ThrowsAny<JsonException>(() => ShippedEventFactory.Of(Encoding.UTF8.GetBytes(json.Replace(sound, defect, StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("x")]
    public void Of_SomethingAfterTheEvent_Throws(string rest) =>
        Assert.ThrowsAny<JsonException>(() => ShippedEventFactory.Of((byte[])[.. new TestChain().Next().Json.Span, .. Encoding.UTF8.GetBytes(rest)]));

    private static CallEvent AnyCall(Random random, int number)
    {
        var call = TestChain.Call($"e{number}", verdict: Verdicts[random.Next(Verdicts.Length)], at: DateTimeOffset.UnixEpoch.AddMinutes(random.Next()));
        return call with
        {
            Status = random.Next(100, 600),
            Outcome = random.Next(3) == 0 ? "failed" : "completed",
            Team = Maybe(),
            KeyId = random.Next(4) == 0 ? null : "key_1",
            KeyName = Maybe(),
            User = Maybe(),
            Model = Maybe(),
            Provider = Maybe(),
            Usage = random.Next(3) == 0 ? null : new() { Prompt = random.Next(), Completion = random.Next(100), Cached = random.Next(3), Reasoning = random.Next(3) },
            CostUsd = random.Next() / 1_000_000_000m,
            Latency = new() { Total = random.NextDouble() * 100, Gateway = random.NextDouble() * 10, Upstream = random.NextDouble() * 90 },
            RetentionDays = random.Next(2) == 0 ? null : random.Next(1, 4000),
            PolicyResults = [.. Enumerable.Range(0, random.Next(5)).Select(_ => new PolicyTrace
            {
                Name = Odd[random.Next(3)] + random.Next(2),
                Kind = "pii-detector",
                Phase = "input",
                Verdict = Verdicts[random.Next(Verdicts.Length)],
                ReasonCode = "r",
                Shadow = random.Next(4) == 0,
                Skipped = random.Next(4) == 0,
            })],
        };

        string? Maybe() => random.Next(3) == 0 ? null : Odd[random.Next(Odd.Length)];
    }

    private static IEnumerable<string?> Texts(JsonObject tree, params string[] names) => names.Select(name => tree[name]?.GetValue<string>());

    private static IEnumerable<long> Tokens(JsonObject tree, params string[] names) => names.Select(name => tree["usage"]?[name]?.GetValue<long>() ?? 0);

    private static string Fired(JsonObject tree)
    {
        var names = tree["policy_results"]!.AsArray()
            .Where(p => p!["verdict"]!.GetValue<string>() != "allow" && p["shadow"]?.GetValue<bool>() != true && p["skipped"]?.GetValue<bool>() != true)
            .Select(p => p!["name"]!.GetValue<string>())
            .Distinct()
            .ToList();
        return names.Count == 0 ? "" : $"|{string.Join('|', names)}|";
    }
}
