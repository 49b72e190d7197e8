namespace Keeptrusts.EndToEnd.Tests.Support;

/// <summary>Policy documents of the end-to-end tests.</summary>
internal static class Policies
{
    /// <summary>The provider's key: upstream must see it, nobody else may.</summary>
    public const string ProviderKey = "sk-upstream-5f0e1c9b7a2d4468";

    /// <summary>The environment variable that holds it.</summary>
    public const string ProviderKeyVariable = "END_TO_END_UPSTREAM_KEY";

    /// <summary>Redacts what is personal, blocks social security numbers, admits gpt models only.</summary>
    public static string Standard(Uri upstream) => Document(upstream, "[model-allowlist, pii-detector, pii-block, audit-logger]", """
          model-allowlist: { allow: ["gpt-*"] }
          pii-detector: { action: redact, exclude: [US_SSN] }
          pii-block: { kind: pii-detector, entities: [US_SSN], action: block }
          audit-logger: { retention_days: 30 }
        """);

    /// <summary>Audit only, so that what is not redacted can be compared.</summary>
    public static string Plain(Uri upstream) => Document(upstream, "[audit-logger]", """
          audit-logger: { retention_days: 30 }
        """);

    /// <summary>A hard cap per key and day.</summary>
    public static string Capped(Uri upstream, string hardCapUsd) => Document(upstream, "[cost-cap, audit-logger]", $$"""
          cost-cap: { budgets: [{ scope: key, window: total, hard_cap_usd: {{hardCapUsd}} }] }
          audit-logger: { retention_days: 30 }
        """).Replace(", other-model]", "]", StringComparison.Ordinal);

    /// <summary>A hard cap per team and day.</summary>
    public static string TeamCapped(Uri upstream, string hardCapUsd) => Document(upstream, "[cost-cap, audit-logger]", $$"""
          cost-cap: { budgets: [{ scope: team, window: day, hard_cap_usd: {{hardCapUsd}} }] }
          audit-logger: { retention_days: 30 }
        """).Replace(", other-model]", "]", StringComparison.Ordinal);

    private static string Document(Uri upstream, string chain, string blocks) => $$"""
        pack: { name: end-to-end, version: 1.0.0, enabled: true }

        variables:
          {{ProviderKeyVariable}}: { from: env, description: key of the mock upstream }

        providers:
          targets:
            - id: mock
              provider: openai-compatible
              base_url: {{upstream}}
              secret_key_ref: { env: {{ProviderKeyVariable}} }
              models: [gpt-4o, gpt-4o-mini, other-model]
              pricing:
                gpt-4o: { input_per_1m_usd: 2.50, output_per_1m_usd: 10.00 }
                gpt-4o-mini: { input_per_1m_usd: 0.15, output_per_1m_usd: 0.60 }
              capabilities: { stream_usage: true, output_limit_field: max_tokens }

        policies:
          chain: {{chain}}

        policy:
        {{blocks}}
        """;
}
