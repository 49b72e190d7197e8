namespace Keeptrusts.Benchmarks.Comparison;

/// <summary>
/// The gateway in steps, each a policy document of its own. It has no mode without keys and events, so the first step has both:
/// authentication always, and events that no answer waits for.
/// </summary>
internal static class GatewaySteps
{
    /// <summary>The environment variable with the provider's key.</summary>
    public const string KeyVariable = "BENCHMARK_UPSTREAM_KEY";

    private const string Audit = "  audit-logger: { retention_days: 30 }\n";
    private const string Budget = "  cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 1000000 }] }\n";
    private const string Redaction = "  pii-detector: { action: redact }\n";

    public static IReadOnlyList<(string Name, string Policy)> All(string upstream) =>
    [
        ("gateway: keys, events that bind nothing", Document(upstream, "audit-logger", "  audit-logger: { retention_days: 30, binding: false }\n")),
        ("+ audit (durable before the last byte)", Document(upstream, "audit-logger", Audit)),
        ("+ budget", Document(upstream, "cost-cap, audit-logger", Budget + Audit)),
        ("+ redaction of input and output (the whole chain)", Document(upstream, "pii-detector, cost-cap, audit-logger", Redaction + Budget + Audit)),
    ];

    private static string Document(string upstream, string chain, string blocks) => $$"""
        pack: { name: benchmark, version: 1.0.0, enabled: true }
        variables:
          {{KeyVariable}}: { from: env, description: key of the mock upstream }
        providers:
          targets:
            - id: upstream
              provider: openai-compatible
              base_url: {{upstream}}/v1
              secret_key_ref: { env: {{KeyVariable}} }
              models: [gpt-4o]
              pricing: { gpt-4o: { input_per_1m_usd: 2.50, output_per_1m_usd: 10.00 } }
              capabilities: { stream_usage: true, output_limit_field: max_tokens }
        policies:
          chain: [{{chain}}]
        policy:

        """ + blocks;
}
