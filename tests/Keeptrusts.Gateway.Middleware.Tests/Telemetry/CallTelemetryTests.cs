using System.Diagnostics;
using Keeptrusts.Gateway.Middleware.Tests.Fakes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.Gateway.Middleware.Tests.Telemetry;

/// <summary>What the gateway tells about calls, over real HTTP.</summary>
public sealed class CallTelemetryTests
{
    private const string Marked = "marked.value@example.com";

    private static string Ask(string text, bool stream = false, string model = "gpt-4o") =>
        $$"""{"model":"{{model}}","stream":{{(stream ? "true" : "false")}},"messages":[{"role":"user","content":"{{text}}"}]}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Call_Answered_HasASpanAfterTheConventions(bool stream)
    {
        using var told = new Told();
        await using var gateway = await TestGateway.StartAsync();
        gateway.Upstream.Reply = new ChatReply { Text = "write to ann@example.com" };
        var answer = await gateway.CallAsync(Ask("hi", stream));
        var span = await told.SpanAsync(answer["x-request-id"]!);
        Assert.Equal(("chat gpt-4o", ActivityKind.Client), (span.DisplayName, span.Kind));
        Assert.Equal(("chat", "openai-compatible", "gpt-4o", "127.0.0.1"), (span.GetTagItem("gen_ai.operation.name"), span.GetTagItem("gen_ai.provider.name"), span.GetTagItem("gen_ai.request.model"), span.GetTagItem("server.address")));
        Assert.Equal(("redact", "pii_detected", "search", "mock", "completed"), (span.GetTagItem("keeptrusts.verdict"), span.GetTagItem("keeptrusts.reason_code"), span.GetTagItem("keeptrusts.team"), span.GetTagItem("keeptrusts.target"), span.GetTagItem("keeptrusts.outcome")));
        Assert.NotNull(span.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal(["stop"], Assert.IsType<string[]>(span.GetTagItem("gen_ai.response.finish_reasons")));
        Assert.Contains(span.Events, e => e.Name == "keeptrusts.policy" && e.Tags.Contains(new("keeptrusts.policy.name", "pii-detector")));
    }

    [Fact]
    public async Task Call_Answered_IsMeasured()
    {
        using var told = new Told();
        await using var gateway = await TestGateway.StartAsync();
        var token = gateway.Add(Calls.Key with { Id = "key_t", TeamId = "told-team" });
        gateway.Upstream.Reply = new ChatReply { Text = "write to ann@example.com" };
        var answer = await gateway.CallAsync(Ask("hi", stream: true), token);
        await told.SpanAsync(answer["x-request-id"]!);
        Assert.Equal(1, told.Measured.Where(m => m.Name == "keeptrusts.calls" && (string?)m["keeptrusts.team"] == "told-team").Sum(m => m.Value));
        foreach (var name in (string[])["gen_ai.client.token.usage", "gen_ai.client.operation.duration", "gen_ai.server.time_to_first_token", "keeptrusts.gateway.duration", "keeptrusts.upstream.duration", "keeptrusts.policy.evaluations", "keeptrusts.policy.duration"])
        {
            Assert.Contains(told.Measured, m => m.Name == name);
        }

        Assert.Contains(told.Measured, m => m.Name == "keeptrusts.stream.held_characters" && m.Value > 0);
        Assert.Contains(told.Measured, m => m.Name == "keeptrusts.policy.evaluations" && (string?)m["keeptrusts.verdict"] == "redact");
    }

    [Fact]
    public async Task Span_OfACallerWithATrace_BelongsToIt()
    {
        using var told = new Told();
        await using var gateway = await TestGateway.StartAsync();
        var trace = ActivityTraceId.CreateRandom();
        var answer = await gateway.CallAtAsync("/v1/chat/completions", Ask("hi"), request => request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01"));
        Assert.Equal(trace, (await told.SpanAsync(answer["x-request-id"]!)).TraceId);
    }

    // Whatever happens to a call: nothing of its texts, and no key, is told.
    [Fact]
    public async Task Everything_ThatIsTold_HoldsNeitherContentNorKeys()
    {
        using var told = new Told();
        await using var gateway = await TestGateway.StartAsync();
        gateway.Upstream.Reply = new ChatReply { Text = $"the answer says {Marked}" };
        List<string> ids = [];
        foreach (var body in (string[])[Ask(Marked), Ask(Marked, stream: true), Ask("hi", model: Marked), Ask("hi", model: "marked-model"), $$"""{"marked":"{{Marked}}","""])
        {
            ids.Add((await gateway.CallAsync(body))["x-request-id"]!);
        }

        ids.Add((await gateway.CallAsync(Ask("hi"), "kt_gk_markedmarkedmarked"))["x-request-id"]!);
        gateway.Load(TestGateway.Yaml(gateway.Upstream, "{ action: block }"));
        ids.Add((await gateway.CallAsync(Ask(Marked)))["x-request-id"]!);
        ids.Add((await gateway.CallAsync(Ask("hi", stream: true)))["x-request-id"]!);
        foreach (var id in ids)
        {
            await told.SpanAsync(id);
        }

        Assert.NotEmpty(told.Everything);
        Assert.All(told.Everything, text =>
        {
            Assert.DoesNotContain("marked", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(gateway.Token, text, StringComparison.Ordinal);
            Assert.DoesNotContain(TestGateway.ProviderKey, text, StringComparison.Ordinal);
        });
    }
}
