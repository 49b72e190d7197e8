namespace Keeptrusts.Host.Tests.Cli.Lint;

/// <summary>Documents that the lint tests share.</summary>
internal static class LintSamples
{
    public const string Good =
        """
        pack: { name: mine, version: 1.0.0, enabled: true }
        policies: { chain: [pii-detector, audit-logger] }
        policy:
          pii-detector: { action: redact }
        """;

    /// <summary>Three errors and a warning.</summary>
    public const string Bad =
        """
        pack: { name: search, version: 1.0.0, enabled: true }
        policies: { chain: [pii-detector, cost-cap, audit-logger] }
        policy:
          pii-detector: {}
          cost-cap: { budgets: [{ scope: team, window: day, soft_cap_usd: 60, hard_cap_usd: 50 }] }
          unused: { kind: pii-detector, action: warn }
        providers:
          targets: [{ id: a, provider: openai, base_url: "https://api.openai.com/v1", secret_key_ref: { env: NOWHERE } }]

        """;

    /// <summary>One warning.</summary>
    public const string Doubtful = Good + "\n  unused: { kind: pii-detector, action: warn }\n";
}
