namespace Keeptrusts.Benchmarks.Comparison;

/// <summary>
/// The gateway in steps, each a policy document of its own. It has no mode without keys and events, so the first step has both:
/// authentication always, and events that no answer waits for.
/// </summary>
internal static class GatewaySteps
{
    /// <summary>The environment variable with the provider's key.</summary>
    public const string KeyVariable = "BENCHMARK_UPSTREAM_KEY";

    private const string Unbound = "  audit-logger: { binding: false, retention_days: 30 }\n";
    private const string Audit = "  audit-logger: { binding: true, retention_days: 365 }\n";
    private const string Budget = "  cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: 1000000 }] }\n";

    /// <summary>What the template standard-prod sets, with a rate limit that counts and never refuses. Its other numbers are the template's.</summary>
    private const string Policies = """
          rate-limit: { scope: key, requests: 100000000, window_seconds: 60, max_parallel_requests: 50 }
          prompt-injection: { action: block }
          secret-detector: { action: redact }
          pii-detector: { action: redact }
          safety-filter: { action: block, lists: [weapons, illegal_drugs, hate] }
          agent-firewall:
            blocked_tools: [bash, eval, exec, "exec_*", "*_exec", "*shell*", "run_command*", "execute_command*"]
            max_actions_per_session: 50
          human-oversight:
            phases: [tool]
            require_human_for: { tools: ["*delete*", "*drop_table*", "*payment*", "*transfer*", "*refund*"] }
            assignee: managers
            approval_ttl_seconds: 3600

        """;

    private const string Chain = "rate-limit, prompt-injection, secret-detector, pii-detector, safety-filter, agent-firewall, cost-cap, human-oversight, audit-logger";

    /// <summary>The last step: everything that the template standard-prod does.</summary>
    public const string Whole = "+ audit, durable before the last byte: the whole standard-prod chain";

    public static IReadOnlyList<(string Name, string Policy)> All(string upstream) =>
    [
        ("gateway: keys, events that bind nothing", Document(upstream, "audit-logger", Unbound)),
        ("+ budget", Document(upstream, "cost-cap, audit-logger", Budget + Unbound)),
        ("+ input and output policies of standard-prod", Document(upstream, Chain, Policies + Budget + Unbound)),
        (Whole, Document(upstream, Chain, Policies + Budget + Audit)),
    ];

    /// <summary>Documents of the chain's policies one by one, and of all.</summary>
    public static IEnumerable<(string Name, string Policy)> ByPolicy() =>
        [.. Chain.Split(", ").Except(["cost-cap", "audit-logger"]).Append(Chain).Select(chain => (chain == Chain ? "all" : chain, Document("http://127.0.0.1", chain, Policies + Budget + Audit)))];

    /// <summary>The whole chain for a key that may have many calls at once.</summary>
    public static string Paced(string upstream, int atOnce) =>
        Document(upstream, Chain, Policies.Replace("max_parallel_requests: 50", $"max_parallel_requests: {atOnce}", StringComparison.Ordinal) + Budget + Audit);

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
