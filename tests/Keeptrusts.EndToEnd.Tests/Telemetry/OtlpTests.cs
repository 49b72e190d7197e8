using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Keeptrusts.EndToEnd.Tests.Support;
using Keeptrusts.Testing.Processes;
using Keeptrusts.Testing.Upstream;

namespace Keeptrusts.EndToEnd.Tests.Telemetry;

/// <summary>What the built host sends to a collector that its environment names.</summary>
public sealed class OtlpTests
{
    private const string Prompt = "marked-prompt-41c6";
    private const string Answer = "marked-answer-9d02";
    private const string Trouble = "marked-trouble-77ab";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("http/protobuf")]
    [InlineData("grpc")]
    public async Task Collector_AfterCalls_KnowsHowTheyWentAndNothingOfWhatTheySaid(string protocol)
    {
        await using var upstream = await MockUpstream.StartAsync();
        await using var collector = await OtlpCollector.StartAsync();
        await using var host = await GatewayProcess.StartAsync(new GatewayProcessOptions
        {
            Policy = Policy(upstream.BaseUrl),
            Environment = new Dictionary<string, string?>
            {
                [Policies.ProviderKeyVariable] = Policies.ProviderKey,
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address(protocol).ToString(),
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = protocol,
                ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
                ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "300",
                ["OTEL_SERVICE_NAME"] = "shop-gateway",
            },
        });
        var key = (await host.CreateKeyAsync()).Token;
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });

        // A call that the second target answers, a stream, one that is blocked, a model that nobody has, a broken body, a key that nobody knows.
        upstream.Reply = new ChatReply { Text = $"{Answer} for ann@example.com" };
        upstream.Enqueue(HttpReply.Error(500, Trouble, Trouble));
        var retried = await CallAsync(http, host, key, Requests.Chat($"{Prompt} of bob@example.com"));
        Assert.Equal(HttpStatusCode.OK, retried.Status);
        Assert.Equal(HttpStatusCode.OK, (await CallAsync(http, host, key, Requests.Chat(Prompt, stream: true))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await CallAsync(http, host, key, Requests.Chat($"{Prompt} 078-05-1120"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await CallAsync(http, host, key, Requests.Chat(Prompt, model: Prompt))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await CallAsync(http, host, key, $$"""{"{{Prompt}}":"{{Prompt}}",""")).Status);
        var last = await CallAsync(http, host, $"kt_gk_{Prompt}", Requests.Chat(Prompt));
        Assert.Equal(HttpStatusCode.Unauthorized, last.Status);

        string[] wanted = ["gen_ai.client.token.usage", "gen_ai.client.operation.duration", "keeptrusts.calls", "keeptrusts.call.duration", "keeptrusts.gateway.duration", "keeptrusts.upstream.duration", "keeptrusts.policy.evaluations", "keeptrusts.upstream.breaker.state"];
        await UntilAsync(() => collector.Spans.Any(s => s["keeptrusts.request_id"] == last.Id) && wanted.All(collector.Metrics.Contains) && collector.Logs.Count > 0);

        // 1. The whole of the call that was tried again: it, its attempts, its policies.
        Assert.Equal(["shop-gateway"], collector.Services);
        var call = Assert.Single(collector.Spans, s => s["keeptrusts.request_id"] == retried.Id);
        Assert.Equal(("keeptrusts chat", OtlpSpan.Server, "redact", "2", "200"), (call.Name, call.Kind, call["keeptrusts.verdict"], call["keeptrusts.attempts"], call["http.response.status_code"]));
        var below = collector.Spans.Where(s => s.Parent == call.Id).ToList();
        Assert.All(below, s => Assert.Equal(call.Trace, s.Trace));
        Assert.Equal(
            [("chat gpt-4o", "1", null, "500"), ("chat gpt-4o", "2", "server_error", null)],
            below.Where(s => s.Kind == OtlpSpan.Client).OrderBy(s => s["keeptrusts.attempt"], StringComparer.Ordinal).Select(s => (s.Name, s["keeptrusts.attempt"], s["keeptrusts.retry_cause"], s["error.type"])));
        Assert.Equal(["policies input", "policies output"], below.Select(s => s.Name).Where(n => n is "policies input" or "policies output").Order(StringComparer.Ordinal));

        // 2. Nothing of any text, and no key of anybody.
        string[] secrets = [Prompt, Answer, Trouble, "ann@example", "bob@example", "078-05-1120", key, Policies.ProviderKey];
        var everything = collector.Bodies.Select(Encoding.Latin1.GetString).ToList();
        Assert.Contains(everything, sent => sent.Contains("chat gpt-4o", StringComparison.Ordinal)); // Nothing is packed, so what is said can be found.
        foreach (var sent in everything)
        {
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, sent, StringComparison.Ordinal));
        }
    }

    private static string Policy(Uri upstream) => $$"""
        pack: { name: told, version: 1.0.0, enabled: true }
        variables:
          {{Policies.ProviderKeyVariable}}: { from: env, description: key of the mock upstream }
        providers:
          targets:
            - { id: first, provider: openai-compatible, base_url: "{{upstream}}", secret_key_ref: { env: {{Policies.ProviderKeyVariable}} }, models: [gpt-4o] }
            - { id: second, provider: openai-compatible, base_url: "{{upstream}}", secret_key_ref: { env: {{Policies.ProviderKeyVariable}} }, models: [gpt-4o] }
          fallback: {}
        policies: { chain: [pii-detector, pii-block, audit-logger] }
        policy:
          pii-detector: { action: redact, exclude: [US_SSN] }
          pii-block: { kind: pii-detector, entities: [US_SSN], action: block }
          audit-logger: { retention_days: 30 }
        """;

    private static async Task<(HttpStatusCode Status, string Id)> CallAsync(HttpClient http, GatewayProcess host, string key, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Url, "/v1/chat/completions")) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await http.SendAsync(request);
        return (response.StatusCode, response.Headers.GetValues("x-request-id").Single());
    }

    private static async Task UntilAsync(Func<bool> arrived)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!arrived())
        {
            await Task.Delay(50, limit.Token);
        }
    }
}
