using Keeptrusts.EndToEnd.Tests.Support;

namespace Keeptrusts.EndToEnd.Tests.Sdk.Clients;

/// <summary>One host before one mock upstream, which all suites of clients share.</summary>
public sealed class SdkGateway : GovernedGateway
{
    /// <summary>The collection of the suites that share it.</summary>
    public const string Suites = "clients";

    /// <summary>A model whose shortest answer could cost more than the key may spend.</summary>
    internal const string DearModel = "gpt-dear";

    internal override string Policy(Uri upstream) => Policies.Standard(upstream)
        .Replace("provider: openai-compatible", "provider: openai", StringComparison.Ordinal)
        .Replace("models: [gpt-4o, ", $"models: [gpt-4o, {DearModel}, text-embedding-3-small, ", StringComparison.Ordinal)
        .Replace("pricing:", $$"""
            pricing:
                    {{DearModel}}: { input_per_1m_usd: 10000, output_per_1m_usd: 100000 }
                    text-embedding-3-small: { input_per_1m_usd: 0.02, output_per_1m_usd: 0 }
                    other-model: { input_per_1m_usd: 0.15, output_per_1m_usd: 0.60 }
            """.TrimStart(), StringComparison.Ordinal)
        .Replace("allow: [\"gpt-*\"]", "allow: [\"gpt-*\", \"text-embedding-*\"]", StringComparison.Ordinal)
        .Replace("pii-block, audit-logger]", "pii-block, cost-cap, audit-logger]", StringComparison.Ordinal)
        .Replace("  audit-logger:", "  cost-cap: { budgets: [{ scope: key, window: total, hard_cap_usd: 20 }] }\n  audit-logger:", StringComparison.Ordinal);
}
